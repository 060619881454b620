using System.Diagnostics;
using System.Globalization;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.FineTuning;
using CortexSharp.Metrics;
using CortexSharp.Sql;

namespace CortexSharp.Samples.Quickstart;

/// <summary>The way that a team walks: measure the base model, fine-tune it, measure the tuned one.</summary>
internal sealed class MainJob(
    ISqlExecutor executor, ICortexCompleteClient complete, ICortexFineTuneClient fineTune, PairSet pairs, int epochs, string reportPath)
{
    private const string BaseModel = "llama3.1-8b";

    // For the offline Cortex. On Snowflake, where a job takes minutes and each poll keeps a warehouse awake, use the default: new().
    private static readonly JobPollPolicy PollPolicy =
        new() { InitialInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(250), Growth = 1.2 };

    private readonly MetricSet _metrics = new(new ExactMatchMetric(), new RougeMetric(RougeTypes.RougeL));
    private readonly IReadOnlyList<EvaluationCase> _cases =
        [.. pairs.Validation.Select((pair, i) => new EvaluationCase(i.ToString(CultureInfo.InvariantCulture), pair.Prompt, pair.Completion))];

    private readonly PairTable _training = new(executor, new SqlIdentifier("QUICKSTART_TRAIN_" + pairs.Fingerprint));
    private readonly PairTable _validation = new(executor, new SqlIdentifier("QUICKSTART_VALID_" + pairs.Fingerprint));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var screen = new Screen(pairs);
        screen.Begin();
        await _training.FillAsync(pairs.Training, cancellationToken);
        await _validation.FillAsync(pairs.Validation, cancellationToken);

        var instruction = Instruction();
        screen.ShowBasePrompt(instruction);
        var before = await MeasureAsync(BaseModel, instruction, cancellationToken);
        var jobId = await StartTrainingAsync(cancellationToken);
        var job = await Screen.ShowTrainingAsync(jobId, report => fineTune.WaitUntilFinishedAsync(jobId, PollPolicy, report, cancellationToken));
        var after = await MeasureAsync(job.Model!, instruction: "", cancellationToken);

        Screen.ShowModels(before, after);
        var comparison = Comparison.Compare(before.Run, after.Run, cancellationToken: cancellationToken);
        Screen.ShowComparison(comparison);
        await WriteReportAsync(comparison, before, after, cancellationToken);
        foreach (var question in Questions())
            Screen.ShowAnswer(question, (await complete.CompleteAsync(job.Model!, question, cancellationToken)).Text);
        Screen.End(comparison, reportPath);
    }

    /// <summary>What the base model needs to be told; the tuned model has learned it.</summary>
    private string Instruction() => pairs.Labels.Count == 0
        ? ""
        : "Classify the customer's message into exactly one of these labels. Answer with the label only.\nLabels: "
            + $"{string.Join(", ", pairs.Labels)}\nMessage: ";

    /// <summary>Starts the job, or finds the one that an earlier run started before it was killed.</summary>
    private Task<string> StartTrainingAsync(CancellationToken cancellationToken)
    {
        var request = new FineTuningRequest(
            SqlIdentifier.Parse("quickstart_model"), BaseModel, SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {_training.Name}"))
        {
            ValidationQuery = SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {_validation.Name}"),
            MaxEpochs = epochs,
        };
        var intent = $"quickstart:{pairs.Fingerprint}:{epochs}";
        return fineTune.CreateOrFindAsync(
            request, new SqlFineTuningJournal(executor, claimTimeout: TimeSpan.FromSeconds(10)), intent, PollPolicy, cancellationToken);
    }

    /// <summary>Asks about all held-out rows in one statement; answers are stored, so a run that was killed does not ask twice.</summary>
    private async Task<Measurement> MeasureAsync(string model, string instruction, CancellationToken cancellationToken)
    {
        var source = SqlStatement.Create($"SELECT ID AS KEY, {instruction} || PROMPT AS PROMPT FROM {_validation.Name}");
        var request = new TableCompletionRequest(model, source, new SqlIdentifier("QUICKSTART_ANSWERS"))
        {
            Options = new() { Temperature = 0, MaxTokens = 200 },
        };
        var answers = new Dictionary<string, EvaluationAnswer>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        await foreach (var answer in complete.CompleteTableAsync(request, cancellationToken))
        {
            answers.Add(answer.Key, answer.Result is { } result
                ? EvaluationAnswer.Of(answer.Key, result.Text) with { Usage = result.Usage }
                : EvaluationAnswer.Failed(answer.Key, AnswerError.Of(answer.Error!)));
        }

        var time = clock.Elapsed;
        var run = new ScoredRun(model, _metrics);
        foreach (var item in _cases)
            await run.AddAsync(item, answers[item.Key], cancellationToken);
        return new(run, answers, time);
    }

    private async Task WriteReportAsync(RunComparison comparison, Measurement before, Measurement after, CancellationToken cancellationToken)
    {
        var report = new EvaluationReport(comparison)
        {
            Title = "CortexSharp Quickstart",
            Cases = _cases.Select(item => new CaseAnswers(item, before.Answers[item.Key], after.Answers[item.Key])).ToAsyncEnumerable(),
        };
        await using var file = File.Create(reportPath);
        await report.WriteHtmlAsync(file, cancellationToken);
    }

    private IEnumerable<string> Questions() => pairs.IsTheSamplesOwn
        ? [
            "My parcel was meant to be here on Tuesday and the tracking page has not moved since.",
            "I changed my phone and now the login code goes nowhere. How do I get back in?",
            "You took 49 twice this month. I only have one plan.",
        ]
        : pairs.Validation.Take(3).Select(p => p.Prompt);
}
