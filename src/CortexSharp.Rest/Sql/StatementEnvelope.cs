using System.Text.Json.Serialization;

namespace CortexSharp.Rest.Sql;

/// <summary>What a response of the SQL API says beside its rows.</summary>
internal sealed record StatementEnvelope
{
    public string? Code { get; init; }

    public string? SqlState { get; init; }

    public string? Message { get; init; }

    public string? StatementHandle { get; init; }

    public ResultMetadata? ResultSetMetaData { get; init; }

    public ChangedRows? Stats { get; init; }

    internal sealed record ResultMetadata
    {
        public long? NumRows { get; init; }

        public IReadOnlyList<Column>? RowType { get; init; }

        public IReadOnlyList<Partition>? PartitionInfo { get; init; }
    }

    internal sealed record Column
    {
        public string? Name { get; init; }

        public string? Type { get; init; }

        public int? Scale { get; init; }
    }

    internal sealed record Partition
    {
        public long? RowCount { get; init; }
    }

    /// <summary>The counts of a DML statement; other statements have none.</summary>
    internal sealed record ChangedRows
    {
        public long NumRowsInserted { get; init; }

        public long NumRowsUpdated { get; init; }

        public long NumRowsDeleted { get; init; }

        [JsonIgnore]
        public long Total => NumRowsInserted + NumRowsUpdated + NumRowsDeleted;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(StatementEnvelope))]
internal sealed partial class StatementJson : JsonSerializerContext;
