using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>What the expressions of one select can name.</summary>
internal sealed class Scope(Scope? parent)
{
    /// <summary>The scope of a function's body: it sees the parameters only, and Cortex calls in it are answered at the caller's stages.</summary>
    public Scope(Scope caller, IEnumerable<(string Name, UserParameter Value)> parameters)
        : this(parent: null)
    {
        Stages = caller.Stages;
        Level = caller.Level;
        foreach (var (name, value) in parameters)
            Parameters[name] = value;
    }

    /// <summary>The scope of the query around, whose columns a correlated subquery may name.</summary>
    public Scope? Parent { get; } = parent;

    public List<Source> Sources { get; } = [];

    /// <summary>The columns that <c>USING</c> made one of two.</summary>
    public List<SourceColumn> Merged { get; } = [];

    /// <summary>The select list's aliases, which Snowflake lets other clauses name.</summary>
    public Dictionary<string, Expr> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The parameters of the function whose body this is.</summary>
    public Dictionary<string, UserParameter> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Aliases being translated, so that one that names itself ends.</summary>
    public HashSet<string> OpenAliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Set while the clauses behind <c>GROUP BY</c> are translated.</summary>
    public Grouping? Grouping { get; set; }

    /// <summary>The stages at which Cortex calls are answered; empty for a select without any.</summary>
    public List<StageBuilder> Stages { get; } = [];

    /// <summary>Behind how many stages the expressions at hand are: they name columns of that stage's table.</summary>
    public int Level { get; set; }

    /// <summary>The position of a name that was found in a scope around; negative for none.</summary>
    public int OuterReference { get; set; } = -1;
}
