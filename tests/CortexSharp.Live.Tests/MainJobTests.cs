using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;

namespace CortexSharp.Live.Tests;

/// <summary>What people come for: tune a model on pairs, and ask it.</summary>
[Collection(LiveCollection.Name)]
public sealed class MainJobTests(LiveAccount account)
{
    [SkippableFact]
    public async Task Ask_OneQuestion_IsAnsweredAndCounted()
    {
        LiveAccount.NeedAccount();
        var answer = await account.Complete.CompleteAsync(LiveAccount.Model, "Answer with the one word: yes");
        Assert.Contains("yes", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(answer.Usage!.TotalTokens, 1, 10_000);
    }

    [SkippableFact]
    public async Task Ask_Streamed_ComesInPiecesThatAreTheAnswer()
    {
        LiveAccount.NeedAccount();
        var updates = await account.Complete.StreamAsync(new CompletionRequest(LiveAccount.Model, "Count from 1 to 20 in words.")).ToListAsync();
        Assert.True(updates.Count > 2, "A streamed answer came at once.");
        Assert.Equal(updates[^1].Result!.Text, string.Concat(updates.Select(u => u.Text)));
    }

    [SkippableFact]
    public async Task Tune_OnPairs_GivesAModelThatAnswers()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("FINETUNE", "1; it trains a model, which takes an hour and costs credits");
        await account.Sql.ExecuteNonQueryAsync(SqlStatement.Create(
            $"CREATE TABLE PAIRS AS SELECT 'Message ' || SEQ4() || ': where is my parcel?' AS PROMPT, 'delivery' AS COMPLETION FROM "
            + $"TABLE(GENERATOR(ROWCOUNT => 100))"));
        var model = SqlIdentifier.Parse($"{LiveAccount.Get("DATABASE")}.{account.Schema}.LIVE_MODEL");
        var id = await account.FineTune.CreateAsync(
            new FineTuningRequest(model, LiveAccount.Model, SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM PAIRS")));
        Assert.Contains(await account.FineTune.ListAsync(), job => job.Id == id);
        var done = await account.FineTune.WaitUntilFinishedAsync(id);
        Assert.Equal(FineTuningStatus.Success, done.Status);
        Assert.Contains(
            "delivery", (await account.Complete.CompleteAsync(done.Model!, "Message 7: where is my parcel?")).Text,
            StringComparison.OrdinalIgnoreCase);
    }
}
