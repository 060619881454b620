namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>Tells the pipeline's listener what a step says of itself.</summary>
internal sealed class ForwardedProgress<T> : IProgress<T>
{
    private readonly IProgress<PipelineProgress> _progress;
    private readonly Func<T, PipelineProgress> _told;

    private ForwardedProgress(IProgress<PipelineProgress> progress, Func<T, PipelineProgress> told)
    {
        _progress = progress;
        _told = told;
    }

    public static ForwardedProgress<T>? To(IProgress<PipelineProgress>? progress, Func<T, PipelineProgress> told) =>
        progress is null ? null : new(progress, told);

    public void Report(T value) => _progress.Report(_told(value));
}
