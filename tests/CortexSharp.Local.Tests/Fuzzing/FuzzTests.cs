using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Tests.Differential;
using CortexSharp.Local.Tests.Engine;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Fuzzing;

/// <summary>Whatever text comes, the engine answers with rows or with a <see cref="CortexException"/> that has a code, and goes on working.</summary>
public sealed class FuzzTests : EngineTest
{
    /// <summary>A mutation may make a statement that runs long by right; then it must heed its token.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _failures = [];

    [Fact]
    public async Task RandomTexts_AreErrorsOrResults()
    {
        var mutator = new StatementMutator(new Random(DifferentialOptions.Seed));
        var random = new Random(DifferentialOptions.Seed);
        for (var i = 0; i < DifferentialOptions.Cases(4_000); i++)
            await TryAsync((random.Next(3) == 0 ? "SELECT " : "") + mutator.Noise(random.Next(1, 80)));
        AssertNoFailure();
    }

    [Fact]
    public async Task MutatedStatements_AreErrorsOrResults()
    {
        var mutator = new StatementMutator(new Random(DifferentialOptions.Seed));
        for (var i = 0; i < DifferentialOptions.Cases(16_000); i++)
        {
            if (i % 40 == 0)
            {
                foreach (var statement in StatementCorpus.Setup)
                    await DoAsync(statement);
            }

            await TryAsync(mutator.Mutate());
        }

        AssertNoFailure();
        Assert.Equal("1", await ValueAsync("SELECT 1"));
    }

    [Fact]
    public async Task Corpus_IsValidMostly()
    {
        foreach (var statement in StatementCorpus.Setup)
            await DoAsync(statement);
        var failed = 0;
        foreach (var statement in StatementCorpus.Statements)
            failed += await TryAsync(statement) ? 0 : 1;
        AssertNoFailure();
        // Some statements of other tests are about errors.
        Assert.InRange(failed, 0, StatementCorpus.Statements.Length / 4);
    }

    private void AssertNoFailure() =>
        Assert.True(_failures.Count == 0, $"seed {DifferentialOptions.Seed}\n\n" + string.Join("\n\n", _failures.Values));

    /// <returns>Whether the statement gave a result.</returns>
    private async Task<bool> TryAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (Statement(text) is not { } statement)
            {
                Parser.Parse(text);
                return true;
            }

            await using var result = await Local.ExecuteAsync(statement, cancellationToken: patience.Token);
            await foreach (var row in result.Rows.WithCancellation(patience.Token))
                _ = row[0];
            return true;
        }
        catch (LocalSqlException e) when (e.Code > 0)
        {
            return false;
        }
        catch (CortexException e) when (e.ErrorCode > 0 && !e.Message.Contains("storage reports", StringComparison.Ordinal))
        {
            return false;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            // One statement of each failure is enough to read.
            _failures.TryAdd($"{e.GetType().Name}: {e.Message}"[..Math.Min(90, e.Message.Length)], $"{e}\nof the statement:\n{text}");
            return false;
        }
    }

    /// <summary>The statement, unless the client already refuses its text: for unclosed quotes, or question marks without values.</summary>
    private static SqlStatement? Statement(string text)
    {
        try
        {
            return SqlStatement.Create($"{SqlText.Trusted(text)}");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
