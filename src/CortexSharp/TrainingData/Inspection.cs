using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>One inspection.</summary>
internal sealed class Inspection
{
    // Snowflake's advice is to begin with a few hundred examples; fewer than this are hardly worth a job.
    private const int FewRows = 100;

    // A label that is ten times as frequent as another is one that a model learns to prefer.
    private const int UnevenRatio = 10;

    private const int LeastCharactersPerToken = 3;
    private const int MostCharactersPerToken = 6;

    private readonly ISqlExecutor _executor;
    private readonly TrainingDataRequest _request;
    private readonly InspectionStatements _statements;
    private readonly SqlExecutionOptions _options;
    private readonly List<TrainingDataFinding> _findings = [];

    public Inspection(ISqlExecutor executor, TrainingDataRequest request)
    {
        _executor = executor;
        _request = request;
        _statements = new(request, new TrainingRows(request));
        _options = (request.Execution ?? new()) with { Effect = SqlEffect.Read };
    }

    public async Task<TrainingDataReport> RunAsync(CancellationToken cancellationToken)
    {
        await CheckColumnsAsync(cancellationToken).ConfigureAwait(false);
        if (_findings.Count > 0)
            return new(0, null, _findings);

        var counts = await RowAsync(_statements.Counts(), cancellationToken).ConfigureAwait(false);
        var rows = counts.Get<long>("N");
        if (rows == 0)
            return new(0, null, [new(TrainingDataFindingKind.NoRows, FindingSeverity.Error, 0, "There are no rows.", "Check the query.")]);
        await CheckRowsAsync(counts, rows, cancellationToken).ConfigureAwait(false);
        var lengths = await CheckLengthsAsync(counts.Get<long>("MAY_BE_LONG") > 0, cancellationToken).ConfigureAwait(false);
        await CheckDuplicatesAsync(cancellationToken).ConfigureAwait(false);
        var labels = await LabelsAsync(rows, cancellationToken).ConfigureAwait(false);
        await CheckPersonalDataAsync(cancellationToken).ConfigureAwait(false);
        long? validation = _request.ValidationSource is { } source ? await CheckOverlapAsync(source, cancellationToken).ConfigureAwait(false) : null;
        CheckNumber(rows + (validation ?? 0));

        var characters = counts.Get<long>("CHARACTERS") * _request.Epochs;
        var (least, most) = lengths.Tokens is { } tokens ? (tokens * _request.Epochs, tokens * _request.Epochs) : (characters / MostCharactersPerToken, characters / LeastCharactersPerToken);
        return new(rows, validation, [.. _findings.OrderByDescending(f => f.Severity)])
        {
            Labels = labels,
            CountedRows = lengths.Counted,
            EstimatedRows = lengths.Estimated,
            LeastTrainedTokens = least,
            MostTrainedTokens = most,
            LeastCost = _request.Prices.TrainingCostOf(_request.BaseModel.Name, least),
            MostCost = _request.Prices.TrainingCostOf(_request.BaseModel.Name, most),
        };
    }

    private async Task CheckColumnsAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _request.ValidationSource is { } validation ? [_request.Source, validation] : new[] { _request.Source })
        {
            var result = await _executor.ExecuteAsync(InspectionStatements.Columns(source), _options, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
            {
                var names = result.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
                foreach (var column in Named().Where(c => !names.Contains(SqlIdentifier.Parse(c).Name)).Distinct())
                {
                    Find(TrainingDataFindingKind.MissingColumn, FindingSeverity.Error, 0,
                        $"There is no column {column} in the {(source == _request.Source ? "source" : "validation source")}.", $"Its columns are {string.Join(", ", names)}.");
                }
            }
        }

        IEnumerable<string> Named() => new[] { _request.KeyColumn, _request.CompletionColumn, _request.PromptTemplate is null ? _request.PromptColumn : null, _request.GroupColumn }
            .OfType<string>();
    }

    private async Task CheckRowsAsync(SqlRow counts, long rows, CancellationToken cancellationToken)
    {
        var (keyed, keys) = (counts.Get<long>("KEYED"), counts.Get<long>("KEYS"));
        if (keys < rows)
        {
            Find(TrainingDataFindingKind.Keys, FindingSeverity.Error, rows - keys,
                Text($"{rows - keyed} keys are NULL and {keyed - keys} are repeated."), $"Give a {nameof(TrainingDataRequest.KeyColumn)} in which every row has a value of its own.");
        }

        await FindAsync(TrainingDataFindingKind.Null, FindingSeverity.Warning, counts.Get<long>("NULLS"), "rows have no prompt or no completion (NULL).",
            "They are left out.", InspectionStatements.IsNull, cancellationToken).ConfigureAwait(false);
        await FindAsync(TrainingDataFindingKind.Blank, FindingSeverity.Warning, counts.Get<long>("BLANKS"), "rows have a prompt or completion of nothing but white space.",
            "They are left out.", InspectionStatements.IsBlank, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds rows that are too long.</summary>
    /// <returns>How many rows the server counted and how many were estimated; the tokens of all rows, where the server counted every one.</returns>
    private async Task<(long Counted, long Estimated, long? Tokens)> CheckLengthsAsync(bool mayBeLong, CancellationToken cancellationToken)
    {
        var all = _request.TokenCounting == TokenCounting.Server;
        if (!all && !mayBeLong)
            return default;
        var measure = await TokenMeasure.ForAsync(_executor, _request, _options, mayBeLong, cancellationToken).ConfigureAwait(false);
        var lengths = await RowAsync(_statements.Lengths(measure, all), cancellationToken).ConfigureAwait(false);
        var estimated = lengths.Get<long>("ESTIMATED");
        var fix = _request.Overlong switch
        {
            OverlongPolicy.Drop => "They are left out; shorten them to keep them.",
            OverlongPolicy.Shorten => "They are shortened.",
            _ => $"Snowflake cuts them off silently: set {nameof(TrainingDataRequest.Overlong)} to drop or shorten them.",
        };
        var severity = _request.Overlong == OverlongPolicy.Keep ? FindingSeverity.Error : FindingSeverity.Warning;
        await FindAsync(TrainingDataFindingKind.LongPrompts, severity, lengths.Get<long>("LONG_PROMPTS"), Text($"prompts have more than {_request.BaseModel.MaxPromptTokens} tokens, {measure}."),
            fix, () => _statements.LongPromptExamples(measure), cancellationToken).ConfigureAwait(false);
        await FindAsync(TrainingDataFindingKind.LongCompletions, severity, lengths.Get<long>("LONG_COMPLETIONS"), Text($"completions have more than {_request.BaseModel.MaxCompletionTokens} tokens, {measure}."),
            fix, () => _statements.LongCompletionExamples(measure), cancellationToken).ConfigureAwait(false);
        return (lengths.Get<long>("N") - estimated, estimated, all && estimated == 0 ? lengths.Get<long>("TOKENS") : null);
    }

    private async Task CheckDuplicatesAsync(CancellationToken cancellationToken)
    {
        var row = await RowAsync(_statements.Duplicates(), cancellationToken).ConfigureAwait(false);
        var (pairs, exact, near) = (row.Get<long>("N"), row.Get<long>("EXACT"), row.Get<long>("NEAR"));
        await FindAsync(TrainingDataFindingKind.ExactDuplicates, pairs - exact, "pairs repeat another one.",
            _request.Duplicates == DuplicatePolicy.Keep ? "They weigh more in training, and may come to lie on both sides of the split." : "They are left out.",
            _statements.DuplicateExamples(near: false), cancellationToken).ConfigureAwait(false);
        await FindAsync(TrainingDataFindingKind.NearDuplicates, exact - near, "pairs differ from another one in case and white space alone.",
            _request.Duplicates == DuplicatePolicy.Normalized ? "They are left out." : "They may come to lie on both sides of the split.",
            _statements.DuplicateExamples(near: true), cancellationToken).ConfigureAwait(false);
        var conflicts = (await RowAsync(_statements.Conflicts(), cancellationToken).ConfigureAwait(false)).Get<long>("N");
        await FindAsync(TrainingDataFindingKind.Conflicts, conflicts, "prompts have several completions.",
            _request.Conflicts == ConflictPolicy.Drop ? "They are left out." : "If one of them is wrong, the model learns it as well: look at them, or drop them.",
            _statements.ConflictExamples(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LabelCount>> LabelsAsync(long rows, CancellationToken cancellationToken)
    {
        var labels = new List<LabelCount>();
        await foreach (var row in _executor.QueryAsync(_statements.Labels(), _options, cancellationToken).ConfigureAwait(false))
            labels.Add(new(row.Get<string>("LABEL"), row.Get<long>("N"), (double)row.Get<long>("N") / rows));
        // Texts that are seldom said twice are no labels.
        if (labels.Count is 0 or > InspectionStatements.MostLabels || labels.Count * 2 > rows)
            return [];
        var (most, least) = (labels[0], labels[^1]);
        if (labels.Count > 1 && most.Count >= UnevenRatio * least.Count)
        {
            Find(TrainingDataFindingKind.Imbalance, FindingSeverity.Warning, least.Count,
                Text($"The label {most.Label} has {most.Count} rows, {least.Label} has {least.Count}."),
                _request.Balance is null ? $"Set {nameof(TrainingDataRequest.Balance)}, or judge by macro-averaged scores." : "They are balanced.");
        }

        return labels;
    }

    private async Task CheckPersonalDataAsync(CancellationToken cancellationToken)
    {
        var redaction = _request.Redaction;
        var patterns = PersonalDataPatterns.Of(PersonalDataPatterns.All, redaction?.Names ?? []).GroupBy(p => p.Kind, p => p.Pattern).ToList();
        var row = await RowAsync(_statements.PersonalData(patterns), cancellationToken).ConfigureAwait(false);
        foreach (var found in patterns)
        {
            var kind = found.Key;
            var isRedacted = redaction is not null && (kind == PersonalDataKind.Name || redaction.Kinds.Contains(kind));
            await FindAsync(TrainingDataFindingKind.PersonalData, isRedacted ? FindingSeverity.Information : FindingSeverity.Warning, row.Get<long>(kind.Value),
                $"rows seem to hold personal data of the kind {kind}.", isRedacted ? "It is redacted." : $"A model may repeat what it was trained on: set {nameof(TrainingDataRequest.Redaction)}.",
                InspectionStatements.HasPersonalData(found), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> CheckOverlapAsync(SqlStatement validation, CancellationToken cancellationToken)
    {
        var row = await RowAsync(_statements.Overlap(validation), cancellationToken).ConfigureAwait(false);
        if (row.Get<long>("SHARED") is > 0 and var shared)
        {
            Find(TrainingDataFindingKind.Overlap, FindingSeverity.Error, shared,
                Text($"{shared} of {row.Get<long>("N")} validation rows have a prompt of the training rows."), "What was trained on proves nothing in validation: take them out of one of the two.");
        }

        return row.Get<long>("N");
    }

    private void CheckNumber(long rows)
    {
        var most = _request.BaseModel.MaxRowsForOneEpoch / _request.Epochs;
        if (rows > most)
        {
            Find(TrainingDataFindingKind.TooManyRows, FindingSeverity.Error, rows,
                Text($"{_request.BaseModel.Name} takes {most} rows for {_request.Epochs} epochs, validation included; there are {rows}."), "Take fewer rows or fewer epochs.");
        }
        else if (rows < FewRows)
        {
            Find(TrainingDataFindingKind.FewRows, FindingSeverity.Warning, rows, Text($"There are {rows} rows only."), "Snowflake advises to begin with a few hundred.");
        }
    }

    private Task FindAsync(
        TrainingDataFindingKind kind, FindingSeverity severity, long count, string message, string fix, SqlStatement condition, CancellationToken cancellationToken) =>
        FindAsync(kind, severity, count, message, fix, () => _statements.KeysWhere(condition), cancellationToken);

    private Task FindAsync(TrainingDataFindingKind kind, long count, string message, string fix, SqlStatement examples, CancellationToken cancellationToken) =>
        FindAsync(kind, FindingSeverity.Warning, count, message, fix, () => examples, cancellationToken);

    private async Task FindAsync(
        TrainingDataFindingKind kind, FindingSeverity severity, long count, string message, string fix, Func<SqlStatement> examples, CancellationToken cancellationToken)
    {
        if (count == 0)
            return;
        var keys = new List<string>();
        await foreach (var row in _executor.QueryAsync(examples(), _options, cancellationToken).ConfigureAwait(false))
            keys.Add(row.GetOrDefault<string>(0) ?? "NULL");
        _findings.Add(new(kind, severity, count, Text($"{count} {message}"), fix) { Examples = keys });
    }

    private void Find(TrainingDataFindingKind kind, FindingSeverity severity, long count, string message, string fix) => _findings.Add(new(kind, severity, count, message, fix));

    private Task<SqlRow> RowAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _executor.QueryRowAsync(statement, _options, cancellationToken);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
