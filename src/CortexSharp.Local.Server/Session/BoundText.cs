using System.Text;
using System.Text.Json;
using CortexSharp.Local.Server.SqlApi;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>A text with <c>?</c> for each bound value, made of what a driver sent: it may name its placeholders, or bind an array to each.</summary>
/// <param name="Text">The text.</param>
/// <param name="Binds">The values, in the order of their placeholders.</param>
internal sealed record BoundText(string Text, IReadOnlyList<SqlBind> Binds)
{
    /// <summary>Binds the values of a request.</summary>
    /// <param name="text">The SQL text, with <c>?</c>, <c>:1</c> or <c>:name</c>.</param>
    /// <param name="bindings">The object <c>{"1":{"type":"TEXT","value":"x"},…}</c>; null for none.</param>
    /// <exception cref="SessionException">It is not such an object.</exception>
    /// <exception cref="RequestException">A value does not fit its type.</exception>
    public static BoundText Bind(string text, JsonElement? bindings)
    {
        if (bindings is not { ValueKind: JsonValueKind.Object } all || all.GetPropertyCount() == 0)
            return new(text, []);
        var byName = all.EnumerateObject().ToDictionary(p => p.Name, p => Binding.Read(p.Name, p.Value), StringComparer.Ordinal);
        return byName.Values.Any(b => b.Rows is not null) ? ArrayBinding.Bind(text, byName) : Bind(text, byName);
    }

    /// <summary>The same for a statement that is only described: what is not bound stands for a NULL.</summary>
    public BoundText WithMissingBinds()
    {
        var placeholders = 0;
        var lexer = new SqlLexer(Text);
        while (lexer.TryReadSignificant(out var token))
        {
            if (token.Kind is SqlTokenKind.Placeholder)
                placeholders++;
        }

        return placeholders <= Binds.Count
            ? this
            : this with { Binds = [.. Binds, .. Enumerable.Repeat(SqlBind.Of<string>(null), placeholders - Binds.Count)] };
    }

    private static BoundText Bind(string text, Dictionary<string, Binding> bindings)
    {
        var (builder, binds, written) = (new StringBuilder(text.Length), new List<SqlBind>(), 0);
        foreach (var placeholder in Placeholder.Find(text))
        {
            // What is not bound stays as it is: the engine says that it is not set, and where.
            if (!bindings.TryGetValue(placeholder.Name, out var binding))
                continue;
            builder.Append(text, written, placeholder.Start - written);
            // A time of day travels as text, and errors are told by position: a longer name leaves its room.
            builder.Append(binding.Type == "TIME" ? "?::TIME" : "?".PadRight(placeholder.Length));
            written = placeholder.Start + placeholder.Length;
            binds.Add(binding.ToBind());
        }

        return new(builder.Append(text, written, text.Length - written).ToString(), binds);
    }
}
