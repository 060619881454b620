using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// One snapshot. The pairs of both sides are computed once, into a staging table, because the source may change from one statement to the next.
/// From there each side becomes a table by one CREATE TABLE AS, which comes into being whole or not at all, under a name that says what it
/// holds: of two that do so at once, the second finds the first one's table.
/// </summary>
internal sealed class SnapshotRun
{
    private const int HashDigits = 16;

    private readonly ISqlExecutor _executor;
    private readonly TrainingDataRequest _request;
    private readonly TrainingRows _rows;
    private readonly SqlExecutionOptions _options;
    private SqlIdentifier _name;

    public SnapshotRun(ISqlExecutor executor, TrainingDataRequest request, SqlIdentifier name)
    {
        _executor = executor;
        _request = request;
        _rows = new(request);
        _name = name;
        _options = request.Execution ?? new();
    }

    public async Task<TrainingSnapshot> RunAsync(CancellationToken cancellationToken)
    {
        // A job reads the tables later, perhaps from elsewhere.
        _name = await _executor.QualifyAsync(_name, _options, cancellationToken).ConfigureAwait(false);
        var isRedactedByAi = _request.Redaction is { UseAiRedact: true };
        var mayBeLong = isRedactedByAi; // its limit is far below that of training
        foreach (var source in new[] { _request.Source, _request.ValidationSource }.OfType<SqlStatement>())
            mayBeLong |= await CheckRowsAsync(source, cancellationToken).ConfigureAwait(false);

        var id = Guid.NewGuid().ToString("N").ToUpperInvariant();
        var stage = Named("STAGE", id);
        var measure = await TokenMeasure.ForAsync(_executor, _request, _options, mayBeLong, cancellationToken).ConfigureAwait(false);
        var redaction = isRedactedByAi
            ? new AiRedaction(_executor, _request, _options, measure, what => Named("STAGE", $"{id}_{what}"), Named)
            : null;
        try
        {
            var queryId = await StageAsync(stage, redaction, measure, cancellationToken).ConfigureAwait(false);
            var train = await FingerprintAsync(stage, "TRAIN", cancellationToken).ConfigureAwait(false)
                ?? throw new CortexException(CortexErrorKind.InvalidValue, "No training pair is left after cleaning; inspect the rows to see why.");
            var valid = await FingerprintAsync(stage, "VALID", cancellationToken).ConfigureAwait(false);
            // In upper case, so that nobody has to quote the tables' names.
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{train.Sha256}:{valid?.Sha256}")))[..HashDigits];
            var isNew = await KeepAsync(stage, "TRAIN", hash, train, cancellationToken).ConfigureAwait(false);
            if (valid is not null)
                isNew |= await KeepAsync(stage, "VALID", hash, valid, cancellationToken).ConfigureAwait(false);
            var snapshot = new TrainingSnapshot(hash, Named("TRAIN", hash), train.Count)
            {
                ValidationTable = valid is null ? null : Named("VALID", hash),
                ValidationRows = valid?.Count ?? 0,
                TrainSha256 = train.Sha256,
                ValidationSha256 = valid?.Sha256,
                IsReused = !isNew,
            };
            await new SnapshotLineage(_executor, _options).WriteAsync(
                _name, snapshot, _request, train.HashAgg, valid?.HashAgg, queryId, cancellationToken).ConfigureAwait(false);
            return snapshot;
        }
        finally
        {
            foreach (var table in redaction is null ? [stage] : redaction.Tables.Append(stage))
                await DropAsync(table).ConfigureAwait(false);
        }
    }

    /// <summary>Fails unless every row has a key of its own.</summary>
    /// <returns>Whether it must be known which texts are too long.</returns>
    private async Task<bool> CheckRowsAsync(SqlStatement source, CancellationToken cancellationToken)
    {
        var row = await RowAsync(
            SqlStatement.Create(
                $"""
                SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF({_rows.MayStayLong}) AS MAY_BE_LONG
                FROM ({_rows.Mapped(source)}) r
                """), cancellationToken).ConfigureAwait(false);
        var (all, keyed, keys) = (row.Get<long>("N"), row.Get<long>("KEYED"), row.Get<long>("KEYS"));
        if (keys < all)
        {
            throw new CortexException(
                CortexErrorKind.InvalidValue,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The key column {_request.KeyColumn} has {all - keyed} NULLs and {keyed - keys} repeats in {all} rows; every row needs a key "
                    + $"of its own."));
        }

        return _request.Overlong != OverlongPolicy.Keep && row.Get<long>("MAY_BE_LONG") > 0;
    }

    private async Task<string?> StageAsync(SqlIdentifier stage, AiRedaction? redaction, TokenMeasure measure, CancellationToken cancellationToken)
    {
        var rows = _rows.Prepared(_request.Source);
        var validation = _request.ValidationSource is { } source ? _rows.Prepared(source) : null;
        if (redaction is not null)
            (rows, validation) = await redaction.RunAsync(rows, validation, cancellationToken).ConfigureAwait(false);
        // A table's definition takes no binds.
        var sides = _rows.Sides(rows, validation, measure).WithBindsAsLiterals();
        var result = await _executor.ExecuteAsync(
            SqlStatement.Create($"CREATE TABLE {stage} AS SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE FROM ({sides}) p"),
            _options with { Effect = SqlEffect.Write }, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            await result.FirstAsync(cancellationToken).ConfigureAwait(false);
            return result.QueryId;
        }
    }

    private async Task<Fingerprint?> FingerprintAsync(SqlIdentifier stage, string side, CancellationToken cancellationToken)
    {
        var pairs = SqlStatement.Create($"SELECT s.PROMPT AS P, s.COMPLETION AS C FROM {stage} s WHERE s.SIDE = {side}");
        var row = await RowAsync(
            SqlStatement.Create($"SELECT COUNT(*) AS N, HASH_AGG(p.P, p.C) AS H FROM ({pairs}) p"), cancellationToken).ConfigureAwait(false);
        var count = row.Get<long>("N");
        return count == 0 ? null : new(count, row.Get<long>("H"), await Sha256Async(pairs, count, cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> Sha256Async(SqlStatement pairs, long count, CancellationToken cancellationToken)
    {
        var row = await RowAsync(TrainingFingerprint.ToSql(pairs, count), cancellationToken).ConfigureAwait(false);
        return row.Get<long>("N") == count
            ? row.Get<string>("SHA256")
            : throw new CortexException(
                CortexErrorKind.UnexpectedResponse,
                "The staged pairs changed while they were digested; nothing but this library should write to them.");
    }

    /// <summary>Makes the table of one side, unless it is there.</summary>
    private async Task<bool> KeepAsync(SqlIdentifier stage, string side, string hash, Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        var table = Named(side, hash);
        try
        {
            await _executor.ExecuteNonQueryAsync(
                SqlStatement.Create(
                    $"CREATE TABLE {table} AS SELECT s.KEY, s.PROMPT, s.COMPLETION FROM {stage} s WHERE s.SIDE = {SqlLiteral.Of(side)}"),
                _options with { Effect = SqlEffect.Write }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.AlreadyExists)
        {
            var pairs = SqlStatement.Create($"SELECT s.PROMPT AS P, s.COMPLETION AS C FROM {table} s");
            var count =
                (await RowAsync(SqlStatement.Create($"SELECT COUNT(*) AS N FROM {table}"), cancellationToken).ConfigureAwait(false)).Get<long>("N");
            if (count == fingerprint.Count && await Sha256Async(pairs, count, cancellationToken).ConfigureAwait(false) == fingerprint.Sha256)
                return false;
            throw new CortexException(
                CortexErrorKind.AlreadyExists,
                $"The table {table} is there and holds other pairs than its name says: somebody changed it. Drop it, or give another name.", e);
        }
    }

    private async Task DropAsync(SqlIdentifier stage)
    {
        try
        {
            // Also after cancelling: nobody reads this table.
            await _executor.ExecuteNonQueryAsync(
                SqlStatement.Create($"DROP TABLE IF EXISTS {stage}"), _options with { Effect = SqlEffect.Write },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (CortexException)
        {
            // What is left behind costs storage, not correctness; the error that led here matters more.
        }
    }

    private Task<SqlRow> RowAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _executor.QueryRowAsync(statement, _options with { Effect = SqlEffect.Read }, cancellationToken);

    private SqlIdentifier Named(string what, string id) => new(_name.Database!, _name.Schema!, $"{_name.Name}_{what}_{id}");

    private sealed record Fingerprint(long Count, long HashAgg, string Sha256);
}
