using CortexSharp.Local.Tests.Differential.Queries;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Makes a failing case smaller while it fails, so that what is reported can be read.</summary>
internal static class Shrinker
{
    /// <summary>Takes the first smaller case that still fails, again and again.</summary>
    /// <param name="failing">A case that fails.</param>
    /// <param name="smaller">Smaller cases, the smallest first.</param>
    /// <param name="fails">Whether a case fails.</param>
    public static async Task<T> ShrinkAsync<T>(T failing, Func<T, IEnumerable<T>> smaller, Func<T, Task<bool>> fails)
    {
        for (var steps = 0; steps < 500;)
        {
            var found = false;
            foreach (var candidate in smaller(failing))
            {
                if (++steps >= 500)
                    break;
                if (!await fails(candidate))
                    continue;
                failing = candidate;
                found = true;
                break;
            }

            if (!found)
                break;
        }

        return failing;
    }

    /// <summary>The expression with one part replaced by something smaller of the same kind.</summary>
    public static IEnumerable<Expression> Smaller(Expression expression)
    {
        if (expression is not Expression.Apply apply)
            yield break;
        foreach (var inner in apply.Parts.Skip(1).Where(d => d.Type.Kind == expression.Type.Kind).OrderBy(d => d.Parts.Count()))
            yield return inner;
        for (var i = 0; i < apply.Operands.Length; i++)
        {
            foreach (var operand in Smaller(apply.Operands[i]))
                yield return new Expression.Apply(apply.Operator, apply.Operands.SetItem(i, operand));
        }
    }

    /// <summary>The table without one of its rows.</summary>
    public static IEnumerable<ModelTable> Smaller(ModelTable table) =>
        Enumerable.Range(0, table.Rows.Length).Select(i => table with { Rows = table.Rows.RemoveAt(i) });

    /// <summary>One of the query's sources in its place, or the query with something left out of it or of its sources.</summary>
    public static IEnumerable<Query> Smaller(Query query) =>
    [
        .. query.Sources,
        .. query.Simpler,
        // What is said over a source holds as long as the columns stay.
        .. query.Sources.SelectMany((source, i) => Smaller(source)
            .Where(s => s.Columns.SequenceEqual(source.Columns))
            .Select(s => query.Over(query.Sources.SetItem(i, s)))),
    ];
}
