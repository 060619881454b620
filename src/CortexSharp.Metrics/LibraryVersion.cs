namespace CortexSharp.Metrics;

/// <summary>
/// This library's name and version, which signatures end with: its figures agree with the reference's, but it is not the reference.
/// </summary>
internal static class LibraryVersion
{
    public static string Text { get; } = $"CortexSharp-{typeof(LibraryVersion).Assembly.GetName().Version!.ToString(3)}";
}
