namespace CortexSharp.BaseModels;

/// <summary>What a check of a base model found.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Use">What it is wanted for.</param>
/// <param name="Findings">What was found, worst first; empty when everything that could be checked is well.</param>
public sealed record BaseModelCheck(string Model, BaseModelUse Use, IReadOnlyList<BaseModelFinding> Findings)
{
    /// <summary>Whether nothing was found that stands in the way. What could not be checked is a warning, so read those too.</summary>
    public bool IsUsable => Findings.All(f => f.Severity != FindingSeverity.Error);

    /// <summary>Throws when something stands in the way.</summary>
    /// <exception cref="CortexException">The model cannot be used as wanted; the message holds every reason.</exception>
    public void ThrowIfNotUsable()
    {
        if (!IsUsable)
            throw new CortexException(CortexErrorKind.NotSupported, ToString()) { Model = Model };
    }

    /// <summary>The verdict, and each finding on a line of its own.</summary>
    public override string ToString()
    {
        var verb = Use == BaseModelUse.Tune ? "tuned" : "called";
        return string.Join(Environment.NewLine, [$"{Model} {(IsUsable ? "can" : "cannot")} be {verb} here.", .. Findings]);
    }
}
