using System.Collections.Frozen;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>
/// Statements by their first words. Each table names the words that may follow and who reads the rest; <see cref="Refusals"/> names what
/// Snowflake has and this engine, by design, has not.
/// </content>
internal sealed partial class Parser
{
    /// <summary>Reads what follows the words that chose it.</summary>
    /// <param name="parser">The parser, behind those words.</param>
    /// <param name="position">Where the statement begins.</param>
    private delegate Statement Rule(Parser parser, int position);

    private static readonly FrozenDictionary<string, Rule> Drops = Words(
        ("TABLE", static (p, at) => p.ParseDrop(at, ObjectKind.Table)),
        ("VIEW", static (p, at) => p.ParseDrop(at, ObjectKind.View)),
        ("SCHEMA", static (p, at) => p.ParseDrop(at, ObjectKind.Schema)),
        ("DATABASE", static (p, at) => p.ParseDrop(at, ObjectKind.Database)),
        ("FUNCTION", static (p, at) => p.ParseDropFunction(at)),
        ("MODEL", static (p, at) => p.ParseDropModel(at)),
        ("ROLE", static (p, at) => p.ParseDropRole(at)));

    private static readonly FrozenDictionary<string, Rule> Alterations = Words(
        ("TABLE", static (p, at) => p.ParseAlterTable(at)),
        ("VIEW", static (p, at) => p.ParseAlterView(at)),
        ("MODEL", static (p, at) => p.ParseAlterModel(at)),
        ("ACCOUNT", static (p, at) => p.ParseAlterAccount(at)));

    private static readonly FrozenDictionary<string, Rule> Descriptions = Words(
        ("TABLE", static (p, at) => new Statement.Describe(at, ObjectKind.Table, p.ParseObjectName())),
        ("VIEW", static (p, at) => new Statement.Describe(at, ObjectKind.View, p.ParseObjectName())),
        ("FUNCTION", static (p, at) => p.ParseDescribeFunction(at)));

    private static readonly FrozenDictionary<string, Rule> Shows = Words(
        ("TABLES", static (p, at) => p.ParseShowObjects(at, "TABLES")),
        ("VIEWS", static (p, at) => p.ParseShowObjects(at, "VIEWS")),
        ("SCHEMAS", static (p, at) => p.ParseShowObjects(at, "SCHEMAS")),
        ("DATABASES", static (p, at) => p.ParseShowObjects(at, "DATABASES")),
        ("USER", static (p, at) => p.ParseShowUserFunctions(at)),
        ("MODELS", static (p, at) => p.ParseShowModels(at)),
        ("CORTEX", static (p, at) => p.ParseShowBaseModels(at)),
        ("VERSIONS", static (p, at) => p.ParseShowVersions(at)),
        ("PARAMETERS", static (p, at) => p.ParseShowParameters(at)),
        ("ROLES", static (p, at) => p.ParseShowRoles(at)),
        ("GRANTS", static (p, at) => p.ParseShowGrants(at)));

    private static readonly FrozenDictionary<string, Rule> Comments = Words(
        ("TABLE", static (p, at) => p.ParseComment(at, ObjectKind.Table)),
        ("VIEW", static (p, at) => p.ParseComment(at, ObjectKind.View)),
        ("SCHEMA", static (p, at) => p.ParseComment(at, ObjectKind.Schema)),
        ("DATABASE", static (p, at) => p.ParseComment(at, ObjectKind.Database)),
        ("COLUMN", static (p, at) => p.ParseColumnComment(at)),
        ("MODEL", static (p, at) => p.ParseModelComment(at)));

    private static readonly FrozenDictionary<string, Rule> Statements = Words(
        ("INSERT", static (p, at) => p.ParseInsert(at)),
        ("UPDATE", static (p, at) => p.ParseUpdate(at)),
        ("DELETE", static (p, at) => p.ParseDelete(at)),
        ("MERGE", static (p, at) => p.ParseMerge(at)),
        ("TRUNCATE", static (p, at) => p.ParseTruncate(at)),
        ("CREATE", static (p, at) => p.ParseCreate(at)),
        ("DROP", static (p, at) => p.Choose("DROP", Drops, at)),
        ("ALTER", static (p, at) => p.Choose("ALTER", Alterations, at)),
        ("COMMENT", static (p, at) => p.ParseCommentOn(at)),
        ("SHOW", static (p, at) => p.ParseShow(at)),
        ("GRANT", static (p, at) => p.ParseGrant(at, isRevoke: false)),
        ("REVOKE", static (p, at) => p.ParseGrant(at, isRevoke: true)),
        ("DESCRIBE", static (p, at) => p.Choose("DESCRIBE", Descriptions, at)),
        ("DESC", static (p, at) => p.Choose("DESCRIBE", Descriptions, at)));

    private static FrozenDictionary<string, Rule> Words(params ReadOnlySpan<(string Word, Rule Rule)> rules)
    {
        var words = new Dictionary<string, Rule>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, rule) in rules)
            words.Add(word, rule);
        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private Statement ParseStatement()
    {
        var position = _tokens.Position;
        return _tokens.IsWord("SELECT") || _tokens.IsWord("WITH") || _tokens.IsWord("VALUES") || _tokens.IsOperator("(")
            ? new Statement.Select(position, ParseQuery())
            : Choose("", Statements, position);
    }

    /// <summary>Takes the next word and reads on by its rule.</summary>
    /// <param name="before">The words already taken, for the name of what is refused.</param>
    /// <param name="rules">The words that may follow.</param>
    /// <param name="position">Where the statement begins.</param>
    private Statement Choose(string before, FrozenDictionary<string, Rule> rules, int position)
    {
        if (_tokens.Kind is not SqlTokenKind.Word)
            throw _tokens.Unexpected();
        var at = _tokens.Position;
        var word = _tokens.Span().ToString().ToUpperInvariant();
        if (!rules.TryGetValue(word, out var rule))
            throw before.Length > 0 || Refusals.IsStatement(word) ? Refused($"{before} {word}".Trim(), at) : _tokens.Unexpected();
        _tokens.Skip();
        return rule(this, position);
    }

    private LocalSqlException Refused(string construct, int position) =>
        SqlErrors.Unsupported(_tokens.Text, position, construct, Refusals.ReasonOf(construct));
}
