using System.Globalization;
using System.Text.RegularExpressions;
using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine.PrintedStatements;

/// <summary>
/// The statements that Snowflake's pages and practice print: each runs with the documented meaning, or is refused by design. Those of a file run in
/// order on one database.
/// </summary>
public sealed class PrintedStatementsTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly LocalCortex _cortex;
    private readonly List<string> _mistakes = [];
    private string _job = "";

    public PrintedStatementsTests() => _cortex = new(new()
    {
        TimeProvider = _time,
        MinimumEpochTime = TimeSpan.FromSeconds(1),
        UsageLatency = TimeSpan.Zero,
        CreditRates = [new("llama3.1-8b") { Input = 1, Output = 2, Training = 30 }],
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cortex.DisposeAsync();

    [Theory]
    [InlineData("training-data.sql", 40)]
    [InlineData("fine-tuning.sql", 18)]
    [InlineData("models.sql", 30)]
    [InlineData("usage.sql", 8)]
    [InlineData("evaluation.sql", 20)]
    [InlineData("completions.sql", 30)]
    public async Task Statements_KeepTheirVerdicts(string file, int atLeast)
    {
        var statements = PrintedStatement.ReadAll(file);
        foreach (var statement in statements)
            await CheckAsync(statement);

        Assert.True(_mistakes.Count == 0, string.Join("\n\n", _mistakes));
        Assert.InRange(statements.Count, atLeast, int.MaxValue);
    }

    private async Task CheckAsync(PrintedStatement statement)
    {
        var binds = statement.Remarks.FirstOrDefault(r => r.Kind == "binds")?.Text.Split(" | ") ?? [];
        var error = statement.Remarks.FirstOrDefault(r => r.Kind is "refused" or "fails");
        try
        {
            var (columns, rows) = await RunAsync(statement.Sql, binds);
            if (error is not null)
                _mistakes.Add($"Gave {string.Join(" / ", rows)}: {statement.Sql}");
            foreach (var remark in statement.Remarks)
            {
                switch (remark.Kind)
                {
                    case "job":
                        _job = rows[0];
                        await WhenJobIsAsync(remark.Text);
                        break;
                    case "gives":
                        Compare(statement, [remark.Text, .. remark.Rows], [columns, .. rows]);
                        break;
                    case "leaves":
                        Compare(statement, remark.Rows, (await RunAsync(remark.Text)).Rows);
                        break;
                    case not ("binds" or "refused" or "fails"):
                        _mistakes.Add($"Has a remark of no known kind, {remark.Kind}: {statement.Sql}");
                        break;
                }
            }

            if (!statement.Remarks.Any(r => r.Kind is "gives" or "leaves" or "refused" or "fails"))
                _mistakes.Add($"Gave {columns} / {string.Join(" / ", rows)}, and has no verdict: {statement.Sql}");
        }
        catch (CortexException e) when (error is not null)
        {
            if (error.Kind == "refused" ? !IsRefusal(e, error.Text) : !IsFailure(e, error.Text))
                _mistakes.Add($"Failed otherwise ({e.Kind} {e.ErrorCode}: {e.Message}): {statement.Sql}");
        }
        catch (CortexException e)
        {
            _mistakes.Add($"Failed ({e.Message}): {statement.Sql}");
        }
    }

    /// <summary>Whether an error tells of a construct, of its place, and where to read on.</summary>
    private static bool IsRefusal(CortexException e, string construct) => e.Kind == CortexErrorKind.NotSupported && e.ErrorCode == 2 &&
        Regex.IsMatch(
            e.Message, $"line [0-9]+ at position [0-9]+\nUnsupported feature '[^']*{Regex.Escape(construct)}.*see docs/offline-cortex.*[.]md",
            RegexOptions.Singleline);

    private static bool IsFailure(CortexException e, string expected) =>
        expected.Split(' ', 2) is [var code, var words] && e.ErrorCode == int.Parse(code, CultureInfo.InvariantCulture)
        && e.Message.Contains(words, StringComparison.Ordinal);

    private void Compare(PrintedStatement statement, List<string> expected, List<string> actual)
    {
        expected = [.. expected.Select(WithJob)];
        if (expected.Count != actual.Count || expected.Zip(actual).Any(p => !Matches(p.First, p.Second)))
            _mistakes.Add($"Gave\n--  {string.Join("\n--  ", actual)}\nnot\n--  {string.Join("\n--  ", expected)}\nfor {statement.Sql}");
    }

    private static bool Matches(string expected, string actual) => expected.Split(" | ") is var wanted && actual.Split(" | ") is var cells &&
        wanted.Length == cells.Length
        && wanted.Zip(cells).All(p => p.First.StartsWith('~') ? Regex.IsMatch(p.Second, $"^(?:{p.First[1..]})$") : p.First == p.Second);

    private string WithJob(string text) => text.Replace("{job}", _job, StringComparison.Ordinal);

    /// <summary>Waits, without sleeping, until the job is as wished.</summary>
    private async Task WhenJobIsAsync(string status)
    {
        while (true)
        {
            var (_, rows) = await RunAsync("SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):status::STRING");
            if (rows[0] == status)
                return;
            Assert.True(rows[0] is "PENDING" or "IN_PROGRESS", $"The job ended as {rows[0]}, not {status}.");
            if (status is not ("PENDING" or "IN_PROGRESS"))
                _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private async Task<(string Columns, List<string> Rows)> RunAsync(string sql, params string[] binds)
    {
        sql = WithJob(sql);
        var parts = binds.Length > 0 ? sql.Split('?') : [sql];
        var handler = new SqlInterpolatedStringHandler(sql.Length, binds.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            handler.AppendFormatted(SqlText.Trusted(parts[i]));
            if (i < binds.Length)
                handler.AppendFormatted(SqlBind.Of(binds[i]));
        }

        await using var result = await _cortex.ExecuteAsync(SqlStatement.Create(ref handler));
        var columns = string.Join(" | ", result.Columns.Select(c => c.Name));
        return (columns,
            await result.Rows.Select(row => string.Join(" | ", Enumerable.Range(0, row.Count).Select(i => row.GetOrDefault<string>(i) ?? "NULL")))
                .ToListAsync());
    }
}
