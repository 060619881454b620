using CortexSharp.Completions;
using CortexSharp.Evaluation;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class EvaluationScenes
{
    private static readonly MetricSet Metrics = new(new ExactMatchMetric());

    /// <summary>Needs no reference.</summary>
    private static readonly MetricSet Length = new(new DelegateMetric("length", (_, answer) => answer.Length));

    private static readonly CaseFields Fields = new() { Key = "id", Prompt = "prompt", Reference = "completion", Tags = ["lang", "customer"] };

    public static async Task RecordAsync(StatementRecording recording)
    {
        await CasesAsync(recording);
        await RunAsync(recording);
        await RecoverAsync(recording);
        await RecoverOverDriverAsync(recording);
        await AskByClientAsync(recording);
    }

    private static async Task CasesAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync(10);
        account.Begin("Evaluation: cases of a query, read");
        foreach (var fields in (CaseFields[])[Fields, Fields with { Reference = null, Tags = [] }])
            await new CortexEvaluator(account.Time).EvaluateAsync(new(Tickets(account, fields), Length, ByClient(account)));

        account.Begin("Evaluation: which case comes twice");
        var twice = CaseSource.FromQuery(
            account.Executor, SqlStatement.Create($"SELECT 'twice' AS id, prompt, completion, lang, customer FROM tickets"), Fields);
        await Assert.ThrowsAsync<EvaluationDataException>(() => account.Get<ICortexEvaluator>().EvaluateAsync(new(twice, Metrics, "llama3.1-8b")));
    }

    private static async Task RunAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync(10);
        account.Begin("Evaluation: a run, in the warehouse");
        var request = new EvaluationRequest(Tickets(account, Fields), Metrics, "llama3.1-8b", "mistral-7b") { SliceSize = 4, UseCase = "support" };
        await account.Get<ICortexEvaluator>().EvaluateAsync(request);

        account.Begin("Evaluation: one more metric, which must see every case first");
        var labels = new MetricSet(
            new LabelMetric([.. (await request.Cases.ReadAsync().ToListAsync()).Select(item => item.References[0]).Distinct(), "other"]));
        await account.Get<ICortexEvaluator>().EvaluateAsync(new(request.Cases, labels, request.Models) { Id = request.Id, UseCase = "support" });

        account.Begin("Evaluation: asked again where answers failed");
        await account.Get<ICortexEvaluator>().EvaluateAsync(request with { AskFailedAgain = true });

        account.Begin("Evaluation: with a template, options and cases from here");
        var here = Enumerable.Range(0, 3)
            .Select(i => new EvaluationCase($"k{i}", $"Order {i}?", ["refund"]) { Tags = new Dictionary<string, string> { ["lang"] = "en" } });
        await account.Get<ICortexEvaluator>().EvaluateAsync(
            new(CaseSource.Of(here), Metrics, "llama3.1-8b") { PromptTemplate = "Classify: {prompt}", Options = new() { MaxTokens = 20 } });

        account.Begin("Evaluation: a row is turned away, and asked again");
        account.Controls.OnCompletion(_ => true).Once().Throttle();
        await account.Get<ICortexEvaluator>().EvaluateAsync(new(request.Cases, Metrics, "llama3.1-8b"));

        account.Begin("Evaluation: what is kept, read again");
        var store = account.Get<IEvaluationStore>();
        await store.ListAsync();
        var runs = await store.ListAsync("support");
        await store.FindAsync(request.Id);
        await store.ReadAsync(runs[0], Metrics);
        await foreach (var _ in store.ReadCasesAsync(runs[0], runs[1]))
        {
        }

        account.Begin("Evaluation: two runs, judged in pairs");
        await store.JudgeAsync(new(new UndecidedJudge()), runs[0], runs[1]);
    }

    private static async Task RecoverAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording, options => options with { AllowErrorDetails = false });
        await account.PrepareTicketsAsync(10);
        var request = new EvaluationRequest(Tickets(account, Fields), Metrics, "llama3.1-8b");
        account.Begin("Evaluation: where error details are refused");
        await account.Get<ICortexEvaluator>().EvaluateAsync(request);

        account.Begin("Evaluation: scored again, by one more metric and by another of the same name");
        var others = new MetricSet(
            new DelegateMetric("exact_match", (_, _) => 1) { Signature = "exact_match|always" },
            new DelegateMetric("length", (_, answer) => answer.Length));
        await account.Get<ICortexEvaluator>().EvaluateAsync(new(request.Cases, others, request.Models) { Id = request.Id });

        account.Begin("Evaluation: a connection is lost, before and after it was told which statement it was");
        foreach (var isNamed in (bool[])[false, true])
        {
            var again = new EvaluationRequest(request.Cases, Metrics, request.Models);
            var lost = account.Controls.OnStatement("TRY_COMPLETE").Once();
            var rule = isNamed ? lost.Fail(270007, "08000", "The connection was lost.") : lost.LoseConnectionAfter();
            await Assert.ThrowsAsync<CortexException>(() => account.Get<ICortexEvaluator>().EvaluateAsync(again));
            Assert.Equal(1, rule.Fired);
            if (!isNamed)
                await account.Get<ICortexEvaluator>().EvaluateAsync(again);
        }
    }

    private static async Task RecoverOverDriverAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync(10);
        var evaluator = new CortexEvaluator(new Driver(account.Executor), null, account.Time);
        var request = new EvaluationRequest(Tickets(account, Fields), Metrics, "llama3.1-8b") { SliceSize = 5 };
        account.Begin("Evaluation: a connection is lost over an executor that finds no statement again");
        account.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionAfter();
        await Assert.ThrowsAsync<CortexException>(() => evaluator.EvaluateAsync(request));
        await evaluator.EvaluateAsync(request);
    }

    private static async Task AskByClientAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync(10);
        account.Begin("Evaluation: case by case through a client");
        await account.Get<ICortexEvaluator>().EvaluateAsync(new(Tickets(account, Fields), Metrics, ByClient(account)));
    }

    private static ICaseSource Tickets(RecordedAccount account, CaseFields fields) =>
        CaseSource.FromTable(account.Executor, SqlIdentifier.Parse("tickets"), fields);

    private static EvaluatedModel ByClient(RecordedAccount account) => EvaluatedModel.Of("llama3.1-8b", account.Get<ICortexCompleteClient>());

    /// <summary>A judge that is no model.</summary>
    private sealed class UndecidedJudge : IJudgeModel
    {
        public string Name => "judge";

        public Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new JudgeReply("""{"reason":"both are right","better":"tie"}""", new(10, 5, 15)));
    }

    /// <summary>An executor that sends a statement again under no id.</summary>
    private sealed class Driver(ISqlExecutor inner) : ISqlExecutor
    {
        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default) =>
            inner.ExecuteAsync(statement, options, cancellationToken);
    }
}
