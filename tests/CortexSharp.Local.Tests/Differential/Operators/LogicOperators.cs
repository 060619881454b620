using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>Three-valued logic.</summary>
internal static class LogicOperators
{
    public static IEnumerable<Operator> All =>
    [
        Operator.Of("{0} AND {1}", Rank.And, ModelType.Boolean, [Kind.Boolean, Kind.Boolean], o => Both(o, decisive: false)) with
        {
            IsStrict = false,
        },
        Operator.Of("{0} OR {1}", Rank.Or, ModelType.Boolean, [Kind.Boolean, Kind.Boolean], o => Both(o, decisive: true)) with { IsStrict = false },
        Operator.Of("{0} AND {1}", Rank.And, ModelType.Boolean, [Kind.Number, Kind.Boolean], o => Both(o, decisive: false)) with { IsStrict = false },
        Operator.Of("NOT {0}", Rank.Not, ModelType.Boolean, [Kind.Boolean], o => !o[0].Truth),
        Operator.Of("{0} IS NULL", Rank.Comparison, ModelType.Boolean, [Kind.Boolean], o => o[0].Value is null),
        Operator.Of("{0} IS NOT NULL", Rank.Comparison, ModelType.Boolean, [Kind.Number], o => o[0].Value is not null),
        Operator.Of("{0} IS NULL", Rank.Comparison, ModelType.Boolean, [Kind.Text], o => o[0].Value is null),
        Operator.Of("{0} IS TRUE", Rank.Comparison, ModelType.Boolean, [Kind.Boolean], o => o[0].Truth is true),
        Operator.Of("{0} IS NOT TRUE", Rank.Comparison, ModelType.Boolean, [Kind.Boolean], o => o[0].Truth is not true),
        Operator.Of("{0} IS FALSE", Rank.Comparison, ModelType.Boolean, [Kind.Boolean], o => o[0].Truth is false),
        Operator.Of("BOOLAND({0}, {1})", Rank.Primary, ModelType.Boolean, [Kind.Boolean, Kind.Number], o => Both(o, decisive: false)) with
        {
            IsStrict = false,
        },
        Operator.Of("BOOLOR({0}, {1})", Rank.Primary, ModelType.Boolean, [Kind.Number, Kind.Boolean], o => Both(o, decisive: true)) with
        {
            IsStrict = false,
        },
    ];

    private static bool? Both(ImmutableArray<Operand> operands, bool decisive) => Both(operands.Select(o => (Func<bool?>)(() => o.Truth)), decisive);

    /// <summary>One decisive test decides; else one unknown test leaves the whole unknown.</summary>
    public static bool? Both(IEnumerable<Func<bool?>> tests, bool decisive)
    {
        var decided = false;
        var unknown = false;
        ModelException? failure = null;
        foreach (var test in tests)
        {
            try
            {
                var truth = test();
                decided |= truth == decisive;
                unknown |= truth is null;
            }
            catch (ModelException e)
            {
                failure = e;
            }
        }

        // An order of evaluation is not promised.
        if (failure is not null)
            throw decided || unknown ? new AmbiguousException() : failure;
        return decided ? decisive : unknown ? null : !decisive;
    }
}
