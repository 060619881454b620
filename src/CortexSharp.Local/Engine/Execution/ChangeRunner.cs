using CortexSharp.Local.Engine.Translation;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Runs the steps of a changing statement, inside its transaction.</summary>
internal static class ChangeRunner
{
    // Snowflake names the affected rows first, and of a MERGE inserts before updates before deletes.
    private static readonly Comparer<string> Order = Comparer<string>.Create(static (a, b) => Rank(a).CompareTo(Rank(b)));

    public static ResultTable Run(Plan.Change change, StatementRun run)
    {
        var counters = new SortedDictionary<string, long>(Order);
        long affected = 0;
        foreach (var step in change.Steps)
        {
            switch (step.Kind)
            {
                case ChangeStepKind.Change:
                    var rows = run.Run(step.Sql);
                    affected += rows;
                    counters[step.Counter] = counters.GetValueOrDefault(step.Counter) + rows;
                    break;
                case ChangeStepKind.Report:
                    counters[step.Counter] = Number(step, run);
                    break;
                case ChangeStepKind.Guard when Number(step, run) > 0:
                    throw SqlErrors.DuplicateMergeRow();
                case ChangeStepKind.Setup:
                    run.Run(step.Sql);
                    break;
            }
        }

        run.Drop(change.TemporaryTables);
        return new(Columns(counters.Keys), [[.. counters.Values.Select(v => (object)v)]], affected);
    }

    /// <summary>The columns of the result that <see cref="Run"/> gives.</summary>
    public static SqlColumn[] ColumnsOf(Plan.Change change) =>
        Columns(change.Steps.Where(s => s.Kind is ChangeStepKind.Change or ChangeStepKind.Report).Select(s => s.Counter).Distinct().Order(Order));

    private static SqlColumn[] Columns(IEnumerable<string> counters) => [.. counters.Select(name => new SqlColumn(name, "FIXED"))];

    private static int Rank(string counter) => counter switch
    {
        "number of rows inserted" => 0,
        "number of rows updated" => 1,
        "number of multi-joined rows updated" => 2,
        _ => 3,
    };

    private static long Number(ChangeStep step, StatementRun run)
    {
        using var command = run.Command(step.Sql);
        return (long)command.ExecuteScalar()!;
    }
}
