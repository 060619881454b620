using System.Globalization;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>What is trained: versions of one recipe would give the same model.</summary>
internal static class TrainingRecipe
{
    /// <summary>The recipe of a request, as a text.</summary>
    public static string Of(string snapshotHash, FineTunePipelineRequest request, string backend) =>
        Of(snapshotHash, request.Data.BaseModel.Name, request.Data.Epochs, backend, request.TrainingOptions);

    /// <summary>The recipe of a version; <see langword="null"/> as long as it has no snapshot.</summary>
    public static string? Of(ModelVersion version) => version is { SnapshotHash: { } hash, Backend: { } backend }
        ? Of(hash, version.BaseModel, version.Epochs, backend, version.TrainingOptions)
        : null;

    private static string Of(string snapshotHash, string baseModel, int? epochs, string backend, IReadOnlyDictionary<string, string> options) =>
        SqlJson.Of([snapshotHash, baseModel, epochs?.ToString(CultureInfo.InvariantCulture) ?? "", backend, SqlJson.Of(options)]);
}
