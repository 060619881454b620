namespace CortexSharp.Local.Server.SqlApi;

/// <summary>A part of a result, as it lies in the result's file.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Size">The bytes of its JSON.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="StoredSize">How many bytes it takes there; fewer than its JSON when it is compressed.</param>
internal sealed record Partition(int Rows, long Size, long Offset, int StoredSize);
