using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Changes;

/// <summary>Random changes of one table, by itself or by what another holds.</summary>
internal sealed class ChangeGenerator(Random random, ModelTable target, ModelTable source)
{
    private readonly ValueGenerator _values = new(random);
    private readonly ImmutableArray<Expression.Column> _other = [.. source.Columns.Select(c => c with { Index = c.Index + target.Columns.Length })];

    private ImmutableArray<Expression.Column> Both => [.. target.Columns, .. _other];

    public Change Any() => random.Next(6) switch
    {
        0 => new Change.Delete(target, Condition(target.Columns)),
        1 => new Change.DeleteUsing(target, source, Condition(Both)),
        2 => new Change.Update(target, Assignments(target.Columns), Condition(target.Columns)),
        3 => new Change.UpdateFrom(target, source, Assignments(Both), Key(), Condition(Both)),
        _ => new Change.Merge(target, source, Key(), Condition(Both), Condition(Both), Assignments(Both), Condition(_other), Assignments(_other)),
    };

    private Expression.Column Key() => _values.Pick([.. target.Columns.Where(c => c.Name is "id" or "n")]);

    private Expression Condition(ImmutableArray<Expression.Column> columns) => Expression(columns, Kind.Boolean, 2);

    /// <summary>New values of some columns; the key <c>id</c> stays.</summary>
    private ImmutableArray<Assignment> Assignments(ImmutableArray<Expression.Column> columns)
    {
        var chosen = target.Columns[1..].OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToArray();
        return [.. chosen.Select(c => new Assignment(c, Fitting(c.Type, columns)))];
    }

    /// <summary>A value that a column holds as it is: a number is a constant or another column, as a computed one might have more digits.</summary>
    private Expression Fitting(ModelType type, ImmutableArray<Expression.Column> columns)
    {
        if (type.Kind is not Kind.Number)
            return Expression(columns, type.Kind, 2);
        ImmutableArray<Expression.Column> alike = [.. columns.Where(c => c.Type == type)];
        return alike.IsEmpty || random.Next(3) == 0 ? new Expression.Literal(type, _values.Value(type)) : _values.Pick(alike);
    }

    private Expression Expression(ImmutableArray<Expression.Column> columns, Kind kind, int depth) =>
        new ExpressionGenerator(random, columns, mayFail: false).Of(kind, random.Next(depth + 1));
}
