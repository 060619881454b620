using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// Sends rows through <c>AI_REDACT</c>, from table to table beside the snapshot. Each different text is redacted once, since labels repeat and
/// every call costs; and the redacted texts stay, under a name that follows from the texts, for a later run of the same. What comes back is looked at
/// before anything goes on: where the account lets failing rows be NULL, they would else be left out in silence.
/// </summary>
/// <param name="executor">Runs the statements.</param>
/// <param name="request">What is redacted.</param>
/// <param name="options">How statements are run.</param>
/// <param name="measure">Tells which texts are too long.</param>
/// <param name="stage">Names a table, which the caller drops.</param>
/// <param name="kept">Names a table that stays, by what it holds and a digest of what was asked; nothing unredacted may be in it.</param>
internal sealed class AiRedaction(
    ISqlExecutor executor,
    TrainingDataRequest request,
    SqlExecutionOptions options,
    TokenMeasure measure,
    Func<string, SqlIdentifier> stage,
    Func<string, string, SqlIdentifier> kept)
{
    // Its answer may have so many tokens (Snowflake's page "Detect and redact personally identifiable information"), and is about as long as the
    // text.
    private const int MostTokens = 1_024;

    // Placeholders may be longer than what they replace, so what can be split is split earlier.
    private const int SplitAbove = MostTokens * 3 / 4;

    private const int Examples = 5;
    private const int DigestDigits = 16;

    private readonly SqlIdentifier _rows = stage("ROWS");
    private readonly SqlIdentifier _texts = stage("TEXTS");
    private readonly SqlIdentifier _pieces = stage("PIECES");

    /// <summary>Redacts the rows of both sources: K, G, P, C.</summary>
    /// <returns>The queries that give the redacted rows.</returns>
    /// <exception cref="CortexException">A text is too long, or could not be redacted.</exception>
    public async Task<(SqlStatement Source, SqlStatement? Validation)> RunAsync(
        SqlStatement source, SqlStatement? validation, CancellationToken cancellationToken)
    {
        var rows = SqlStatement.Create($"SELECT r.K, r.G, r.P, r.C, 'TRAIN' AS S FROM ({source}) r");
        if (validation is not null)
            rows = SqlStatement.Create($"{rows} UNION ALL SELECT v.K, v.G, v.P, v.C, 'VALID' AS S FROM ({validation}) v");
        await KeepAsync(_rows, rows, SqlEffect.Write, cancellationToken).ConfigureAwait(false);
        var isSplit = request.Redaction!.OverLimit == OverLimitPolicy.Split;
        var isOver = measure.IsOver("u.T", isSplit ? SplitAbove : MostTokens);
        await KeepAsync(
            _texts,
            SqlStatement.Create(
                $"""
                SELECT ROW_NUMBER() OVER (ORDER BY u.T) AS ID, u.T, {isOver} AS IS_OVER
                FROM (SELECT a.P AS T FROM {_rows} a UNION SELECT b.C AS T FROM {_rows} b) u
                """),
            SqlEffect.Write, cancellationToken).ConfigureAwait(false);
        if (!isSplit)
            await RefuseAsync(cancellationToken).ConfigureAwait(false);

        var digest = await DigestAsync(cancellationToken).ConfigureAwait(false);
        var whole = kept("REDACTED", digest);
        await RedactAsync(whole, cancellationToken).ConfigureAwait(false);
        var redacted = SqlStatement.Create($"SELECT r.ID, r.R FROM {whole} r");
        if (isSplit)
        {
            var split = kept("REDACTED_IN_PIECES", digest);
            await RedactPiecesAsync(split, cancellationToken).ConfigureAwait(false);
            redacted = SqlStatement.Create($"{redacted} UNION ALL SELECT l.ID, l.R FROM {split} l");
        }

        var texts = SqlStatement.Create($"SELECT t.T, j.R FROM {_texts} t JOIN ({redacted}) j ON j.ID = t.ID");
        return (Of("TRAIN"), validation is null ? null : Of("VALID"));

        SqlStatement Of(string side) => SqlStatement.Create(
            $"SELECT a.K, a.G, p.R AS P, c.R AS C FROM {_rows} a JOIN ({texts}) p ON p.T = a.P JOIN ({texts}) c ON c.T = a.C WHERE a.S = "
            + $"{SqlLiteral.Of(side)}");
    }

    /// <summary>The tables that may be there afterwards.</summary>
    public IEnumerable<SqlIdentifier> Tables => [_rows, _texts, _pieces];

    /// <summary>What is asked, in 16 digits: the texts, whose numbers follow from their order, and which of them go in pieces.</summary>
    private async Task<string> DigestAsync(CancellationToken cancellationToken)
    {
        var count = await CountAsync(SqlStatement.Create($"{_texts}"), cancellationToken).ConfigureAwait(false);
        var texts = SqlStatement.Create($"SELECT t.T AS P, IFF(t.IS_OVER, 'in pieces', 'whole') AS C FROM {_texts} t");
        var row = await executor.QueryRowAsync(
            TrainingFingerprint.ToSql(texts, count), options with { Effect = SqlEffect.Read }, cancellationToken).ConfigureAwait(false);
        return row.Get<string>("SHA256")[..DigestDigits].ToUpperInvariant();
    }

    private async Task RefuseAsync(CancellationToken cancellationToken)
    {
        var texts = SqlStatement.Create($"SELECT t.T FROM {_texts} t WHERE t.IS_OVER");
        var over = SqlStatement.Create($"SELECT a.K FROM {_rows} a WHERE a.P IN ({texts}) OR a.C IN ({texts})");
        var count = await CountAsync(SqlStatement.Create($"({over}) o"), cancellationToken).ConfigureAwait(false);
        if (count == 0)
            return;
        var keys = new List<string>();
        var first = SqlStatement.Create($"SELECT o.K FROM ({over}) o ORDER BY o.K LIMIT {SqlLiteral.Of(Examples)}");
        await foreach (var row in executor.QueryAsync(first, options with { Effect = SqlEffect.Read }, cancellationToken).ConfigureAwait(false))
            keys.Add(row.Get<string>(0));
        throw new CortexException(
            CortexErrorKind.InvalidValue,
            FormattableString.Invariant(
                $"""
                {count} rows have a text of more than {MostTokens} tokens ({measure}),
                which AI_REDACT does not take; nothing was redacted. Keys: {string.Join(", ", keys)}.
                Shorten them, or set {nameof(RedactionOptions)}.{nameof(RedactionOptions.OverLimit)} to {nameof(OverLimitPolicy.Split)}.
                """).ReplaceLineEndings(" "));
    }

    /// <summary>Redacts the texts that are not too long: ID, R.</summary>
    private async Task RedactAsync(SqlIdentifier into, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(into, cancellationToken).ConfigureAwait(false))
        {
            var texts = SqlStatement.Create($"SELECT t.ID, AI_REDACT(t.T) AS R FROM {_texts} t WHERE NOT t.IS_OVER");
            await KeepOnceAsync(into, texts, SqlEffect.Billable, cancellationToken).ConfigureAwait(false);
        }

        // Also of a table that was there: whoever made it may have been killed before this.
        await CheckAnswersAsync(into, SqlStatement.Create($"a.R IS NULL"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Redacts the texts that are too long, by what is found in pieces of them: ID, R.</summary>
    private async Task RedactPiecesAsync(SqlIdentifier into, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(into, cancellationToken).ConfigureAwait(false))
            return;
        var texts = SqlStatement.Create($"SELECT t.ID, t.T FROM {_texts} t WHERE t.IS_OVER");
        // The example of Snowflake's page cuts a Python string by the places, so they count characters from 0, and the end is behind.
        var pieces = SqlStatement.Create(
            $"SELECT x.ID, x.B, x.X, AI_REDACT(input => x.X, return_error_details => FALSE, mode => 'detect') AS F FROM ({TextPieces.Cut(texts)}) x");
        await KeepAsync(_pieces, pieces, SqlEffect.Billable, cancellationToken).ConfigureAwait(false);
        await CheckAnswersAsync(_pieces, SqlStatement.Create($"ARRAY_SIZE(a.F:spans) IS NULL"), cancellationToken).ConfigureAwait(false);
        var spans = SqlStatement.Create(
            $"""
            SELECT p.ID, p.X, p.B, s.VALUE['start']::NUMBER AS FIRST, s.VALUE['end']::NUMBER AS BEHIND,
              s.VALUE['category']::VARCHAR AS C, s.VALUE['text']::VARCHAR AS T
            FROM {_pieces} p, LATERAL FLATTEN(INPUT => p.F:spans) s
            """);
        var misplaced = await CountAsync(
            SqlStatement.Create($"({spans}) s WHERE COALESCE(SUBSTR(s.X, s.FIRST + 1, s.BEHIND - s.FIRST) <> s.T OR s.C IS NULL, TRUE)"),
            cancellationToken).ConfigureAwait(false);
        if (misplaced != 0)
        {
            throw new CortexException(
                CortexErrorKind.UnexpectedResponse,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"AI_REDACT names {misplaced} places at which the text does not hold what it says; no snapshot was made."));
        }

        var places = SqlStatement.Create($"SELECT s.ID, s.B + s.FIRST AS B, s.B + s.BEHIND AS E, s.C FROM ({spans}) s");
        await KeepOnceAsync(into, TextPieces.Replace(texts, places), SqlEffect.Write, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fails unless <c>AI_REDACT</c> answered every row.</summary>
    private async Task CheckAnswersAsync(SqlIdentifier answers, SqlStatement isMissing, CancellationToken cancellationToken)
    {
        var missing = await CountAsync(SqlStatement.Create($"{answers} a WHERE {isMissing}"), cancellationToken).ConfigureAwait(false);
        if (missing == 0)
            return;
        // Not to be found by the next run, for which they may be answered.
        await executor.ExecuteNonQueryAsync(
            SqlStatement.Create($"DROP TABLE IF EXISTS {answers}"), options with { Effect = SqlEffect.Write }, cancellationToken).ConfigureAwait(false);
        throw new CortexException(
            CortexErrorKind.NoAnswer,
            FormattableString.Invariant(
                $"""
                AI_REDACT could not redact {missing} texts or pieces of texts; no snapshot was made.
                Where they are too long for it, let Snowflake count their tokens:
                {nameof(TrainingDataRequest)}.{nameof(TrainingDataRequest.TokenCounting)}.
                """).ReplaceLineEndings(" "));
    }

    /// <summary>Whether an earlier run left a table, though it may have been killed behind it: a table comes into being whole or not at all.</summary>
    private async Task<bool> IsThereAsync(SqlIdentifier table, CancellationToken cancellationToken)
    {
        // An underscore in the pattern stands for any character.
        var tables = SqlStatement.Create(
            $"SHOW TABLES LIKE {SqlLiteral.Of(table.Name)} IN SCHEMA {new SqlIdentifier(table.Database!, table.Schema!)}");
        return await executor.QueryAsync(tables, options with { Effect = SqlEffect.Read }, cancellationToken)
            .AnyAsync(row => row.Get<string>("name") == table.Name, cancellationToken).ConfigureAwait(false);
    }

    private Task<long> CountAsync(SqlStatement from, CancellationToken cancellationToken) =>
        executor.QueryScalarAsync<long>(
            SqlStatement.Create($"SELECT COUNT(*) AS N FROM {from}"), options with { Effect = SqlEffect.Read }, cancellationToken);

    private async Task KeepOnceAsync(SqlIdentifier into, SqlStatement rows, SqlEffect effect, CancellationToken cancellationToken)
    {
        try
        {
            await KeepAsync(into, rows, effect, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.AlreadyExists)
        {
            // Another run that asked the same at the same time was quicker: its table does.
        }
    }

    private Task<long> KeepAsync(SqlIdentifier into, SqlStatement rows, SqlEffect effect, CancellationToken cancellationToken) =>
        // A table's definition takes no binds.
        executor.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE {into} AS {rows.WithBindsAsLiterals()}"), options with { Effect = effect }, cancellationToken);
}
