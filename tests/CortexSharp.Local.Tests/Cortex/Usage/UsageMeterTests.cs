using CortexSharp.Conformance;
using CortexSharp.Local.Cortex.Usage;

namespace CortexSharp.Local.Tests.Cortex.Usage;

public sealed class UsageMeterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Add_ManyThreads_LosesNothing()
    {
        var meter = new UsageMeter(_time);

        Parallel.For(0, 1000, i => meter.Add("AI_COMPLETE", "m", "m", i, 1));

        var (_, input, output) = Assert.Single(meter.Take());
        Assert.Equal((499_500, 1000), (input, output));
        Assert.True(meter.IsEmpty);
    }

    [Fact]
    public void Add_AcrossAnHour_IsToldApart()
    {
        var meter = new UsageMeter(_time);

        meter.Add("AI_COMPLETE", "m", "m", 1, 1);
        _time.Advance(TimeSpan.FromHours(1));
        meter.Add("AI_COMPLETE", "m", "m", 2, 2);

        var hours = meter.Take().OrderBy(u => u.Key.Hour).ToList();
        Assert.Equal([1L, 2L], hours.Select(u => u.Input));
        Assert.Equal(hours[0].Key.Hour + 1, hours[1].Key.Hour);
    }

    [Fact]
    public void Add_FunctionWithOneTotal_HasNoOutput()
    {
        var meter = new UsageMeter(_time);

        meter.Add("AI_EMBED", "m", "m", 3, null);

        Assert.Null(Assert.Single(meter.Take()).Output);
    }
}
