using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class FineTuningScenes
{
    private const string BaseModel = "llama3.1-8b";

    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync();
        var client = account.Get<ICortexFineTuneClient>();

        account.Begin("Fine-tuning: jobs");
        // With a literal and a bind, which both are text inside a text there.
        var training = new FineTuningRequest(
            SqlIdentifier.Parse("local.public.support"),
            BaseModel,
            SqlStatement.Create($"SELECT prompt, completion FROM tickets WHERE lang IS NULL OR lang <> 'it''s' OR id < {20}"));
        var job = await client.CreateAsync(training);
        await client.DescribeAsync(job);
        await client.ListAsync();
        var all = training with
        {
            Model = SqlIdentifier.Parse("\"My Model\""),
            ValidationQuery = SqlStatement.Create($"SELECT prompt, completion FROM tickets WHERE id >= {20}"),
            MaxEpochs = 5,
            Intent = "nightly",
        };
        var cancelled = await client.CreateAsync(all);
        try
        {
            await client.CancelAsync(cancelled);
        }
        catch (CortexException)
        {
            // Of so few rows the job may be done before it is cancelled; the statement was sent all the same.
            Assert.True((await client.DescribeAsync(cancelled)).Status.IsFinished);
        }

        account.Begin("Fine-tuning: the journal of intents");
        var journal = new SqlFineTuningJournal(account.Executor, claimTimeout: TimeSpan.FromMinutes(1));
        var first = await journal.ClaimAsync("first");
        await journal.ReleaseAsync(first);
        await journal.ClaimAsync("second");
        account.Time.Advance(TimeSpan.FromMinutes(2));
        await journal.SetJobAsync(await journal.ClaimAsync("second"), job);
    }
}
