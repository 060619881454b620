using CortexSharp.FineTuning;

namespace CortexSharp.Tests.FineTuning;

public class JobPollPolicyTests
{
    [Fact]
    public void IntervalBefore_WithoutJitter_GrowsToTheMaximum()
    {
        var policy = new JobPollPolicy { InitialInterval = TimeSpan.FromSeconds(10), MaxInterval = TimeSpan.FromSeconds(60), Growth = 2, Jitter = 0 };
        Assert.Equal([10, 20, 40, 60, 60], Enumerable.Range(0, 5).Select(i => policy.IntervalBefore(i).TotalSeconds));
        Assert.Equal(60, policy.IntervalBefore(100_000).TotalSeconds);
    }

    [Fact]
    public void IntervalBefore_SillySettings_AreClamped()
    {
        var none = new JobPollPolicy { InitialInterval = TimeSpan.Zero, MaxInterval = TimeSpan.Zero, Growth = 0, Jitter = 5 };
        Assert.Equal(JobPollPolicy.ShortestInterval, none.IntervalBefore(3));
        Assert.Equal(TimeSpan.FromSeconds(60), new JobPollPolicy { InitialInterval = TimeSpan.Zero, Jitter = 0 }.IntervalBefore(100_000));
        Assert.Equal(
            JobPollPolicy.ShortestInterval, new JobPollPolicy { InitialInterval = TimeSpan.Zero, Growth = double.NaN, Jitter = 0 }.IntervalBefore(9));
        var endless = new JobPollPolicy { InitialInterval = TimeSpan.FromDays(9), MaxInterval = TimeSpan.FromDays(9), Jitter = 0 };
        Assert.Equal(JobPollPolicy.LongestInterval, endless.IntervalBefore(0));
    }

    [Fact]
    public void IntervalBefore_Jitter_StaysWithinItsShareAndTheClamps()
    {
        var policy = new JobPollPolicy
        {
            InitialInterval = TimeSpan.FromSeconds(10),
            MaxInterval = TimeSpan.FromSeconds(100),
            Growth = 1,
            Jitter = 0.2,
            Random = new Random(1),
        };
        var intervals = Enumerable.Range(0, 200).Select(i => policy.IntervalBefore(i).TotalSeconds).ToList();
        Assert.All(intervals, s => Assert.InRange(s, 8, 12));
        Assert.True(intervals.Max() - intervals.Min() > 3);
    }
}
