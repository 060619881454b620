using System.Globalization;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>What the translators of a statement, and of the views and functions that it names, have in common.</summary>
internal sealed class TranslationState
{
    private int _names;

    /// <summary>The steps to run before the statement, in order.</summary>
    public List<CortexStage> Stages { get; } = [];

    /// <summary>The bodies of users' functions, for each call its own, by the function's id.</summary>
    public Dictionary<Expr.Call, Dictionary<long, Expr>> Bodies { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>How often the common table expressions read so far have been read, those within them included.</summary>
    public long CteReads { get; set; }

    /// <summary>A name that nothing else in the statement has.</summary>
    public string NewName(char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_names}");
}
