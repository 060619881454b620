using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of what a judge says of two runs.</summary>
internal sealed class VerdictStatements(SqlIdentifier verdicts, StoredRun baseline, StoredRun system, string judge)
{
    private static readonly ImmutableDictionary<PairwiseOutcome, string> Words = new Dictionary<PairwiseOutcome, string>
    {
        [PairwiseOutcome.NoVerdict] = "no_verdict",
        [PairwiseOutcome.First] = "baseline",
        [PairwiseOutcome.Second] = "system",
        [PairwiseOutcome.Tie] = "tie",
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, PairwiseOutcome> Outcomes =
        Words.ToImmutableDictionary(word => word.Value, word => word.Key, StringComparer.Ordinal);

    public SqlStatement Create() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {verdicts} (BASELINE VARCHAR NOT NULL, SYSTEM VARCHAR NOT NULL, JUDGE VARCHAR NOT NULL, KEY VARCHAR NOT NULL,
          OUTCOME VARCHAR NOT NULL, CONSISTENT BOOLEAN NOT NULL, REASONS VARIANT, USAGE VARIANT, CREATED_AT TIMESTAMP_LTZ)
        """);

    /// <summary>The keys of the cases that are judged.</summary>
    public SqlStatement Keys() => SqlStatement.Create($"SELECT v.KEY FROM {verdicts} v WHERE {OfThese}");

    public SqlStatement All() => SqlStatement.Create(
        $"""
        SELECT v.KEY, v.OUTCOME, v.CONSISTENT, TO_JSON(v.REASONS) AS REASONS, TO_JSON(v.USAGE) AS USAGE FROM {verdicts} v
        WHERE {OfThese} ORDER BY v.KEY
        """);

    /// <summary>Keeps verdicts, as <see cref="Write"/> writes them. A case that has one keeps it: a lost client's statement may come late.</summary>
    public SqlStatement Add(JsonBatch batch) => SqlStatement.Create(
        $"""
        MERGE INTO {verdicts} v USING (
          SELECT {baseline.Id} AS BASELINE, {system.Id} AS SYSTEM, {judge} AS JUDGE, f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS OUTCOME,
            f.value[2]::BOOLEAN AS CONSISTENT, f.value[3] AS REASONS, f.value[4] AS USAGE
          FROM TABLE(FLATTEN(INPUT => PARSE_JSON({batch.Take()}))) f) s
        ON v.BASELINE = s.BASELINE AND v.SYSTEM = s.SYSTEM AND v.JUDGE = s.JUDGE AND v.KEY = s.KEY
        WHEN NOT MATCHED THEN INSERT (BASELINE, SYSTEM, JUDGE, KEY, OUTCOME, CONSISTENT, REASONS, USAGE, CREATED_AT)
        VALUES (s.BASELINE, s.SYSTEM, s.JUDGE, s.KEY, s.OUTCOME, s.CONSISTENT, s.REASONS, s.USAGE, CURRENT_TIMESTAMP())
        """);

    private SqlStatement OfThese => SqlStatement.Create($"v.BASELINE = {baseline.Id} AND v.SYSTEM = {system.Id} AND v.JUDGE = {judge}");

    public static void Write(Utf8JsonWriter json, JudgedPair pair)
    {
        json.WriteStringValue(pair.Key);
        json.WriteStringValue(Words[pair.Verdict.Outcome]);
        json.WriteBooleanValue(pair.Verdict.IsConsistent);
        json.WriteStartArray();
        foreach (var reason in pair.Verdict.Reasons)
            json.WriteStringValue(reason);
        json.WriteEndArray();
        if (pair.Verdict.Usage is { } usage)
            usage.Write(json);
        else
            json.WriteNullValue();
    }

    public JudgedPair Read(SqlRow row)
    {
        var usage = row.GetOrDefault<JsonElement?>("USAGE") is { } tokens ? TokenUsage.Read(tokens) : null;
        var reasons = row.Get<JsonElement>("REASONS").EnumerateArray().Select(reason => reason.GetString()!);
        return new(row.Get<string>("KEY"), new PairwiseVerdict(Outcomes[row.Get<string>("OUTCOME")], row.Get<bool>("CONSISTENT"), [.. reasons], usage)
        {
            Judge = judge,
        });
    }
}
