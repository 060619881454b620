namespace CortexSharp.Samples.Scoring;

/// <summary>What the command line asks for, as it was written.</summary>
internal sealed record MetricSettings(
    string Metrics, string Tokenizer, bool Lowercase, string Smoothing, double? SmoothingValue, bool EffectiveOrder, bool UseStemmer);
