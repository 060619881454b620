using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Turns a template such as <c>Classify: {SUBJECT}</c> into SQL.</summary>
internal static class PromptTemplate
{
    /// <summary>The prompt as an expression over the columns of a source; NULL where one of its columns is.</summary>
    /// <param name="template">The template.</param>
    /// <param name="column">Names a column of the source.</param>
    /// <exception cref="ArgumentException">A brace is not closed, or what it holds is no column.</exception>
    public static SqlStatement ToSql(string template, Func<string, SqlStatement> column)
    {
        var sql = SqlStatement.Create($"''");
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
            sql = SqlStatement.Create($"{sql} || {column(template[(i + 1)..end])}");
            i = end;
        }

        Flush();
        return sql;

        void Flush()
        {
            if (text.Length > 0)
                sql = SqlStatement.Create($"{sql} || {SqlLiteral.Of(text.ToString())}");
            text.Clear();
        }
    }

    private static ArgumentException Wrong(int position, string what) =>
        new($"{nameof(TrainingDataRequest)}.{nameof(TrainingDataRequest.PromptTemplate)} {what} at position {position + 1}; {{{{ and }}}} stand for braces themselves.");
}
