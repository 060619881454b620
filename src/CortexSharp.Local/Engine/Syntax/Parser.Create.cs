using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content><c>CREATE</c>: what stands before the kind of object, then the kind's own rule.</content>
internal sealed partial class Parser
{
    private static readonly FrozenDictionary<string, Func<Parser, CreateHead, Statement>> Creations =
        new Dictionary<string, Func<Parser, CreateHead, Statement>>(StringComparer.OrdinalIgnoreCase)
        {
            ["TABLE"] = static (p, head) => p.ParseCreateTable(head),
            ["VIEW"] = static (p, head) => p.ParseCreateView(head),
            ["SCHEMA"] = static (p, head) => p.ParseCreateSchema(head, ObjectKind.Schema),
            ["DATABASE"] = static (p, head) => p.ParseCreateSchema(head, ObjectKind.Database),
            ["FUNCTION"] = static (p, head) => p.ParseCreateFunction(head),
            ["ROLE"] = static (p, head) => p.ParseCreateRole(head),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Modifiers =
        new[] { "SECURE", "RECURSIVE", "TRANSIENT", "TEMPORARY", "TEMP", "VOLATILE", "LOCAL", "GLOBAL" }.ToFrozenSet(StringComparer.Ordinal);

    private Statement ParseCreate(int position)
    {
        var replace = _tokens.Accept("OR", "REPLACE");
        var modifiers = ImmutableArray.CreateBuilder<string>();
        var at = _tokens.Position;
        var word = NextWord();
        for (; Modifiers.Contains(word); word = NextWord())
        {
            modifiers.Add(word);
            _tokens.Skip();
        }

        if (modifiers.Any(m => m is "TEMPORARY" or "TEMP" or "VOLATILE" or "LOCAL" or "GLOBAL"))
            throw Refused("CREATE TEMPORARY " + word, at);
        if (!Creations.TryGetValue(word, out var rule))
            throw word.Length == 0 ? _tokens.Unexpected() : Refused("CREATE " + word, _tokens.Position);
        _tokens.Skip();
        return rule(this, new(position, replace, modifiers.ToImmutable()));
    }

    /// <summary>The next word in upper case; empty where none is next.</summary>
    private string NextWord() => _tokens.Kind is Sql.SqlTokenKind.Word ? _tokens.Span().ToString().ToUpperInvariant() : "";
}
