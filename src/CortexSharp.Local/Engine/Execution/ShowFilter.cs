using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Which objects a SHOW statement means.</summary>
internal static class ShowFilter
{
    /// <summary>Whether an object lies where the statement looks and its name fits the pattern, in which case does not count.</summary>
    public static bool Matches(Statement.Show show, SessionContext session, string database, string schema, string name)
    {
        if (!IsNamed(show, name))
            return false;
        return (show.ScopeKind, show.Scope) switch
        {
            ("ACCOUNT", _) => true,
            ("DATABASE", [var only]) => database == only,
            ("DATABASE", _) => database == session.Database,
            (_, [var outer, var inner]) => database == outer && schema == inner,
            (_, [var only]) => database == session.Database && schema == only,
            _ => database == session.Database && schema == session.Schema,
        };
    }

    /// <summary>Whether a name fits the pattern, in which case does not count.</summary>
    public static bool IsNamed(Statement.Show show, string name) =>
        show.Pattern is null || LikeMatcher.IsMatch(name, show.Pattern, null, ignoreCase: true);
}
