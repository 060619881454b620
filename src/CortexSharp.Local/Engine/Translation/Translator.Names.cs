using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <content>What names mean.</content>
internal sealed partial class Translator
{
    private TypedSql Name(Expr.Name name, Scope scope)
    {
        for (var at = scope; at is not null; at = at.Parent)
        {
            if (FindColumn(at, name.Parts, name.Position) is { } column)
            {
                Correlate(scope, at, name.Position);
                return Lifted(at, column, name.Position);
            }

            if (name.Parts is [var single] && at.Parameters.TryGetValue(single, out var parameter))
            {
                if (!parameter.IsConstant)
                    Correlate(scope, at, name.Position);
                return parameter.AtLevel(at.Level);
            }
        }

        // Snowflake lets a clause name an alias of the select list, where no column has that name.
        if (name.Parts is [var alias])
        {
            for (var at = scope; at is not null; at = at.Parent)
            {
                if (!at.Aliases.TryGetValue(alias, out var aliased) || !at.OpenAliases.Add(alias))
                    continue;
                var value = Expression(aliased, at);
                at.OpenAliases.Remove(alias);
                return value;
            }
        }

        throw SqlErrors.InvalidIdentifier(Text, name.Position, string.Join('.', name.Parts));
    }

    /// <summary>Marks every scope between a name and where it was found as correlated.</summary>
    private static void Correlate(Scope from, Scope to, int position)
    {
        for (var inner = from; inner != to; inner = inner.Parent!)
            inner.OuterReference = position;
    }

    /// <summary>The column as reached behind the stages that are done.</summary>
    private static TypedSql Lifted(Scope scope, SourceColumn column, int position)
    {
        var value = column.Sql;
        for (var i = 0; i < scope.Level; i++)
            value = scope.Stages[i].Keep(value);
        scope.Grouping?.Saw(position, column.Name, value.Text);
        return value;
    }

    private SourceColumn? FindColumn(Scope scope, ImmutableArray<string> parts, int position = 0)
    {
        var name = parts[^1];
        if (parts.Length == 1 && scope.Merged.Find(c => c.Name == name) is { } merged)
            return merged;
        SourceColumn? found = null;
        foreach (var source in scope.Sources)
        {
            if (parts.Length > 1 && !IsNamed(source, parts))
                continue;
            foreach (var column in source.Columns)
            {
                if (column.Name != name)
                    continue;
                if (found is not null)
                    throw SqlErrors.AmbiguousColumn(Text, position, name);
                found = column;
            }
            if (found is null && name == "SEQ" && source.IsLateral)
                throw Unsupported(position, name);
        }

        return found;
    }

    /// <summary>Whether <c>t.column</c>, <c>schema.t.column</c> or <c>database.schema.t.column</c> speaks of a source.</summary>
    private static bool IsNamed(Source source, ImmutableArray<string> parts)
    {
        var qualifiers = parts.Length - 2;
        return source.Name == parts[^2] && qualifiers <= source.Path.Length
            && source.Path.AsSpan()[^qualifiers..].SequenceEqual(parts.AsSpan()[..qualifiers]);
    }
}
