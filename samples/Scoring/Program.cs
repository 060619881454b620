using System.CommandLine;
using CortexSharp.Files;
using CortexSharp.Samples.Scoring;

Argument<string> input = new("INPUT") { Description = "A .jsonl, .ndjson, .csv or .tsv file; - reads JSON lines from standard input." };
Option<string> metrics = new("--metrics")
{
    Description = $"What to measure, separated by commas: {string.Join(", ", MetricSet.Names)}.",
    DefaultValueFactory = _ => "bleu,rouge1,rouge2,rougeL,exact,f1",
};
Option<string> candidate = new("--candidate") { Description = "The field of the candidate.", DefaultValueFactory = _ => "candidate" };
Option<string> reference =
    new("--reference") { Description = "The field of the reference: a text, or an array of texts.", DefaultValueFactory = _ => "reference" };
Option<string> tokenize = new("--tokenize") { Description = "How BLEU splits: 13a, intl, char, zh or none.", DefaultValueFactory = _ => "13a" };
Option<bool> lowercase = new("--lowercase") { Description = "Let BLEU and chrF overlook case." };
Option<string> smooth =
    new("--smooth") { Description = "What BLEU does with orders that do not match: exp, floor, add-k or none.", DefaultValueFactory = _ => "exp" };
Option<double?> smoothValue = new("--smooth-value") { Description = "The number that floor (0.1) and add-k (1) work with." };
Option<bool> noEffectiveOrder =
    new("--no-effective-order") { Description = "Score answers that are shorter than four tokens 0, instead of on the orders that they have." };
Option<bool> stemmer = new("--stemmer") { Description = "Let ROUGE stem words, by Porter." };
Option<string?> output = new("--output") { Description = "Write scores to this file instead of standard output." };

var root = new RootCommand("Scores candidates against references: one JSON line a pair, and a summary on standard error.")
{
    input, metrics, candidate, reference, tokenize, lowercase, smooth, smoothValue, noEffectiveOrder, stemmer, output,
};
root.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        var chosen = MetricSet.Create(new(
            arguments.GetValue(metrics)!, arguments.GetValue(tokenize)!, arguments.GetValue(lowercase), arguments.GetValue(smooth)!,
            arguments.GetValue(smoothValue), !arguments.GetValue(noEffectiveOrder), arguments.GetValue(stemmer)));
        var run = new ScoringRun(new(arguments.GetValue(candidate)!, arguments.GetValue(reference)!), chosen, Console.Error);
        var (from, to) = (arguments.GetValue(input)!, arguments.GetValue(output));
        if (to is not null && from != "-" && Path.GetFullPath(to) == Path.GetFullPath(from))
            throw new UserErrorException($"--output: {to} is the input, and would be lost.");
        await run.ScoreAsync(from, () => to is not null ? File.Create(to) : Console.OpenStandardOutput(), cancellationToken);
        SummaryTable.Show(chosen, run);
        return run.BrokenLines > 0 ? 1 : 0;
    }
    catch (Exception error) when (error is UserErrorException or MalformedRecordException or IOException or UnauthorizedAccessException
        or ArgumentException)
    {
        await Console.Error.WriteLineAsync(error.Message.ReplaceLineEndings(" "));
        return 2;
    }
    catch (OperationCanceledException)
    {
        return 130; // as shells report Ctrl-C
    }
});

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
