using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>What must come of a case: one value for each row, or an error with one of some codes.</summary>
/// <param name="Values">The values; default where it must fail.</param>
/// <param name="Codes">The codes of errors that may come.</param>
/// <param name="IsWide">Whether the offline Cortex may say instead that a number is too wide for it.</param>
internal sealed record Outcome(ImmutableArray<object?> Values, ImmutableArray<int> Codes, bool IsWide)
{
    /// <summary>The code of a number that is too wide.</summary>
    public const int Wide = 100046;

    /// <summary>Evaluates an expression for each row of a table; null where Snowflake promises no outcome.</summary>
    public static Outcome? Of(Expression expression, ModelTable table)
    {
        var values = ImmutableArray.CreateBuilder<object?>();
        var codes = new HashSet<int>();
        var isWide = false;
        foreach (var cells in table.Rows)
        {
            var row = new ModelRow(cells);
            try
            {
                values.Add(expression.Evaluate(row));
            }
            catch (ModelException)
            {
                // Of several errors in one expression any may come first.
                codes.UnionWith(expression.Parts.SelectMany(p => Failures(p, row)));
            }
            catch (AmbiguousException)
            {
                return null;
            }

            isWide |= row.IsWide;
        }

        return new(codes.Count > 0 ? default : values.ToImmutable(), [.. codes], isWide);
    }

    /// <summary>The codes with which a part may fail, also when another error had not come first.</summary>
    private static IEnumerable<int> Failures(Expression part, ModelRow row)
    {
        var own = Fails(part, row);
        if (own.Length == 0 || part is not Expression.Apply apply)
            return own;
        var harmless = apply.Operands.Select(o => Fails(o, row).Length > 0 ? new Expression.Literal(o.Type, null) : o);
        return own.Concat(Fails(new Expression.Apply(apply.Operator, [.. harmless]), row));
    }

    private static int[] Fails(Expression part, ModelRow row)
    {
        try
        {
            part.Evaluate(row);
            return [];
        }
        catch (ModelException e)
        {
            return e.Codes;
        }
        catch (AmbiguousException)
        {
            return [];
        }
    }

    /// <summary>Whether a value of the engine is the one that was computed.</summary>
    public static bool Agrees(object? expected, object? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (Exact e, long a) => e.Scale == 0 && e.Units == a,
        (Exact e, decimal a) => a.Scale == e.Scale && e.ToString() == a.ToString(System.Globalization.CultureInfo.InvariantCulture),
        (double e, double a) => Math.Abs(e - a) <= 1e-9 * Math.Max(1, Math.Abs(e)),
        (DateOnly e, DateTime a) => e.ToDateTime(default) == a,
        _ => Equals(expected, actual),
    };
}
