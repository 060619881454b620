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
    private readonly TrainingRows _rows;
    private readonly InspectionStatements _statements;
    private readonly SqlExecutionOptions _options;
    private readonly List<TrainingDataFinding> _findings = [];

    public Inspection(ISqlExecutor executor, TrainingDataRequest request)
    {
        _executor = executor;
        _request = request;
        _rows = new(request);
        _statements = new(request, _rows, request.Source);
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
        var lengths = await CheckTextsAsync(_statements, counts, "rows", cancellationToken).ConfigureAwait(false);
        var mayOverlap = await CheckDuplicatesAsync(cancellationToken).ConfigureAwait(false);
        var labels = await LabelsAsync(rows, cancellationToken).ConfigureAwait(false);
        long? validation = null;
        if (_request.ValidationSource is { } source)
        {
            var statements = new InspectionStatements(_request, _rows, source);
            var others = await RowAsync(statements.Counts(), cancellationToken).ConfigureAwait(false);
            validation = others.Get<long>("N");
            await CheckTextsAsync(statements, others, "validation rows", cancellationToken).ConfigureAwait(false);
        }

        if (validation > 0 || (validation is null && mayOverlap && _request.ValidationShare > 0))
            await CheckOverlapAsync(cancellationToken).ConfigureAwait(false);
        CheckNumber(rows + (validation ?? 0));

        var characters = counts.Get<long>("CHARACTERS") * _request.Epochs;
        var (least, most) = lengths.Tokens is { } tokens
            ? (tokens * _request.Epochs, tokens * _request.Epochs)
            : (characters / MostCharactersPerToken, characters / LeastCharactersPerToken);
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
                        $"There is no column {column} in the {(source == _request.Source ? "source" : "validation source")}.",
                        $"Its columns are {string.Join(", ", names)}.");
                }
            }
        }

        IEnumerable<string> Named() => new[] { _request.KeyColumn, _request.CompletionColumn, _request.GroupColumn }.OfType<string>()
            .Concat(_request.PromptTemplate is { } template ? PromptTemplate.Parse(template).Fields : [_request.PromptColumn]);
    }

    /// <summary>Checks everything that can be told of a row by itself.</summary>
    /// <returns>As <see cref="CheckLengthsAsync"/>.</returns>
    private async Task<(long Counted, long Estimated, long? Tokens)> CheckTextsAsync(
        InspectionStatements statements, SqlRow counts, string rows, CancellationToken cancellationToken)
    {
        var (all, keyed, keys) = (counts.Get<long>("N"), counts.Get<long>("KEYED"), counts.Get<long>("KEYS"));
        await FindAsync(
            TrainingDataFindingKind.Keys, FindingSeverity.Error, all - keys,
            Text($"keys of {rows} are unfit: {all - keyed} are NULL and {keyed - keys} are repeated."),
            $"Give a {nameof(TrainingDataRequest.KeyColumn)} in which every row has a value of its own.",
            statements.RepeatedKeys, cancellationToken).ConfigureAwait(false);
        await FindAsync(
            TrainingDataFindingKind.Null, FindingSeverity.Warning, counts.Get<long>("NULLS"), $"{rows} have no prompt or no completion (NULL).",
            "They are left out.", () => statements.KeysWhere(InspectionStatements.IsNull), cancellationToken).ConfigureAwait(false);
        await FindAsync(
            TrainingDataFindingKind.Blank, FindingSeverity.Warning, counts.Get<long>("BLANKS"),
            $"{rows} have a prompt or completion of nothing but white space.",
            "They are left out.", () => statements.KeysWhere(InspectionStatements.IsBlank), cancellationToken).ConfigureAwait(false);
        await CheckPersonalDataAsync(statements, rows, cancellationToken).ConfigureAwait(false);
        return await CheckLengthsAsync(statements, counts.Get<long>("MAY_BE_LONG") > 0, rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds rows that are too long.</summary>
    /// <returns>How many rows the server counted and how many were estimated; the tokens of all rows, where the server counted every one.</returns>
    private async Task<(long Counted, long Estimated, long? Tokens)> CheckLengthsAsync(
        InspectionStatements statements, bool mayBeLong, string rows, CancellationToken cancellationToken)
    {
        var all = _request.TokenCounting == TokenCounting.Server;
        if (!all && !mayBeLong)
            return default;
        var measure = await TokenMeasure.ForAsync(_executor, _request, _options, mayBeLong, cancellationToken).ConfigureAwait(false);
        var lengths = await RowAsync(statements.Lengths(measure, all), cancellationToken).ConfigureAwait(false);
        var estimated = lengths.Get<long>("ESTIMATED");
        var fix = _request.Overlong switch
        {
            OverlongPolicy.Drop => "They are left out; shorten them to keep them.",
            OverlongPolicy.Shorten => "They are shortened.",
            _ => $"Snowflake cuts them off silently: set {nameof(TrainingDataRequest.Overlong)} to drop or shorten them.",
        };
        var severity = _request.Overlong == OverlongPolicy.Keep ? FindingSeverity.Error : FindingSeverity.Warning;
        await FindAsync(
            TrainingDataFindingKind.LongPrompts, severity, lengths.Get<long>("LONG_PROMPTS"),
            Text($"{rows} have a prompt of more than {_request.BaseModel.MaxPromptTokens} tokens, {measure}."),
            fix, () => statements.LongPromptExamples(measure), cancellationToken).ConfigureAwait(false);
        await FindAsync(
            TrainingDataFindingKind.LongCompletions, severity, lengths.Get<long>("LONG_COMPLETIONS"),
            Text($"{rows} have a completion of more than {_request.BaseModel.MaxCompletionTokens} tokens, {measure}."),
            fix, () => statements.LongCompletionExamples(measure), cancellationToken).ConfigureAwait(false);
        return (lengths.Get<long>("N") - estimated, estimated, all && estimated == 0 ? lengths.Get<long>("TOKENS") : null);
    }

    /// <summary>Finds pairs that are there more than once, and prompts with several completions.</summary>
    /// <returns>Whether cleaning leaves prompts that are there more than once.</returns>
    private async Task<bool> CheckDuplicatesAsync(CancellationToken cancellationToken)
    {
        const string Weighs = "They weigh more in training, and may come to lie on both sides of the split.";
        var row = await RowAsync(_statements.Duplicates(), cancellationToken).ConfigureAwait(false);
        var (pairs, exact, near) = (row.Get<long>("N"), row.Get<long>("EXACT"), row.Get<long>("NEAR"));
        var conflicts = (await RowAsync(_statements.Conflicts(), cancellationToken).ConfigureAwait(false)).Get<long>("N");
        await FindAsync(
            TrainingDataFindingKind.ExactDuplicates, FindingSeverity.Warning, pairs - exact, "pairs repeat another one.",
            _request.Duplicates == DuplicatePolicy.Keep ? Weighs : "They are left out.",
            () => _statements.DuplicateExamples(near: false), cancellationToken).ConfigureAwait(false);
        await FindAsync(
            TrainingDataFindingKind.NearDuplicates, FindingSeverity.Warning, exact - near,
            "pairs differ from another one in case and white space alone.",
            _request.Duplicates == DuplicatePolicy.Normalized ? "They are left out." : Weighs,
            () => _statements.DuplicateExamples(near: true), cancellationToken).ConfigureAwait(false);
        await FindAsync(
            TrainingDataFindingKind.Conflicts, FindingSeverity.Warning, conflicts, "prompts have several completions.",
            _request.Conflicts == ConflictPolicy.Drop
                ? "They are left out."
                : "If one of them is wrong, the model learns it as well: look at them, or drop them.",
            _statements.ConflictExamples, cancellationToken).ConfigureAwait(false);
        var left = _request.Duplicates switch
        {
            DuplicatePolicy.Normalized => 0,
            DuplicatePolicy.Exact => exact - near,
            _ => pairs - near,
        };
        return left > 0 || (conflicts > 0 && _request.Conflicts == ConflictPolicy.Keep);
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

    private async Task CheckPersonalDataAsync(InspectionStatements statements, string rows, CancellationToken cancellationToken)
    {
        var redaction = _request.Redaction;
        var patterns = PersonalDataPatterns.Of(PersonalDataPatterns.All, redaction?.Names ?? []).GroupBy(pattern => pattern.Kind).ToList();
        var row = await RowAsync(statements.PersonalData(patterns), cancellationToken).ConfigureAwait(false);
        foreach (var found in patterns)
        {
            var kind = found.Key;
            var isRedacted = redaction is not null && (kind == PersonalDataKind.Name || redaction.Kinds.Contains(kind));
            await FindAsync(
                TrainingDataFindingKind.PersonalData, isRedacted ? FindingSeverity.Information : FindingSeverity.Warning, row.Get<long>(kind.Value),
                $"{rows} seem to hold personal data of the kind {kind}.",
                isRedacted ? "It is redacted." : $"A model may repeat what it was trained on: set {nameof(TrainingDataRequest.Redaction)}.",
                () => statements.KeysWhere(InspectionStatements.HasPersonalData(found)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckOverlapAsync(CancellationToken cancellationToken)
    {
        var row = await RowAsync(_statements.Overlap(), cancellationToken).ConfigureAwait(false);
        var isGiven = _request.ValidationSource is not null;
        await FindAsync(
            TrainingDataFindingKind.Overlap, isGiven ? FindingSeverity.Error : FindingSeverity.Warning, row.Get<long>("SHARED"),
            Text($"of {row.Get<long>("N")} validation rows have a prompt of the training rows{(isGiven ? "" : ", as the split goes")}."),
            "What was trained on proves nothing in validation: " + (isGiven
                ? "take them out of one of the two."
                : $"leave out duplicates and conflicts, or set {nameof(TrainingDataRequest.GroupColumn)} to a column that tells prompts apart."),
            _statements.OverlapExamples, cancellationToken).ConfigureAwait(false);
    }

    private void CheckNumber(long rows)
    {
        var most = _request.BaseModel.MaxRowsForOneEpoch / _request.Epochs;
        if (rows > most)
        {
            Find(TrainingDataFindingKind.TooManyRows, FindingSeverity.Error, rows,
                Text($"{_request.BaseModel.Name} takes {most} rows for {_request.Epochs} epochs, validation included; there are {rows}."),
                "Take fewer rows or fewer epochs.");
        }
        else if (rows < FewRows)
        {
            Find(
                TrainingDataFindingKind.FewRows, FindingSeverity.Warning, rows, Text($"There are {rows} rows only."),
                "Snowflake advises to begin with a few hundred.");
        }
    }

    private async Task FindAsync(
        TrainingDataFindingKind kind, FindingSeverity severity, long count, string message, string fix, Func<SqlStatement> examples,
        CancellationToken cancellationToken)
    {
        if (count == 0)
            return;
        var keys = new List<string>();
        await foreach (var row in _executor.QueryAsync(examples(), _options, cancellationToken).ConfigureAwait(false))
            keys.Add(row.GetOrDefault<string>(0) ?? "NULL");
        _findings.Add(new(kind, severity, count, Text($"{count} {message}"), fix) { Examples = keys });
    }

    private void Find(TrainingDataFindingKind kind, FindingSeverity severity, long count, string message, string fix) =>
        _findings.Add(new(kind, severity, count, message, fix));

    private Task<SqlRow> RowAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _executor.QueryRowAsync(statement, _options, cancellationToken);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
