using System.Collections.Immutable;
using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>A template such as <c>Classify: {SUBJECT}</c>, taken apart.</summary>
internal sealed class PromptTemplate
{
    private readonly ImmutableArray<(string Text, bool IsField)> _parts;

    private PromptTemplate(ImmutableArray<(string Text, bool IsField)> parts) => _parts = parts;

    /// <summary>The names in braces, in order.</summary>
    public IEnumerable<string> Fields => _parts.Where(p => p.IsField).Select(p => p.Text);

    /// <summary>Takes a template apart.</summary>
    /// <param name="template">The template.</param>
    /// <exception cref="ArgumentException">A brace is not closed, or not open.</exception>
    public static PromptTemplate Parse(string template)
    {
        var parts = ImmutableArray.CreateBuilder<(string Text, bool IsField)>();
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }

            if (c is '}')
                throw Wrong(i, "closes a brace that is not open");
            if (c is not '{')
            {
                text.Append(c);
                continue;
            }

            var end = template.IndexOf('}', i);
            if (end < 0)
                throw Wrong(i, "opens a brace that is not closed");
            Flush();
            parts.Add((template[(i + 1)..end], IsField: true));
            i = end;
        }

        Flush();
        return new(parts.ToImmutable());

        void Flush()
        {
            if (text.Length > 0)
                parts.Add((text.ToString(), IsField: false));
            text.Clear();
        }
    }

    /// <summary>The prompt as an expression over the columns of a source; NULL where one of its columns is.</summary>
    /// <param name="column">Names a column of the source.</param>
    /// <exception cref="ArgumentException">What stands in braces is no column's name.</exception>
    public SqlStatement ToSql(Func<string, SqlStatement> column) => _parts.Aggregate(
        SqlStatement.Create($"''"),
        (sql, part) =>
            part.IsField ? SqlStatement.Create($"{sql} || {column(part.Text)}") : SqlStatement.Create($"{sql} || {SqlLiteral.Of(part.Text)}"));

    /// <summary>The prompt with the fields of a record.</summary>
    /// <param name="field">Gives the text of a field.</param>
    public string Fill(Func<string, string> field) => string.Concat(_parts.Select(p => p.IsField ? field(p.Text) : p.Text));

    private static ArgumentException Wrong(int position, string what) =>
        new($"The prompt template {what} at position {position + 1}; {{{{ and }}}} stand for braces themselves.");
}
