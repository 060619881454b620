namespace CortexSharp.Local.Models;

/// <summary>Mean losses in nats after an epoch: cross-entropy over labels, or over the tokens of a free-text completion.</summary>
internal sealed record TrainingReport(double TrainingLoss, double ValidationLoss);
