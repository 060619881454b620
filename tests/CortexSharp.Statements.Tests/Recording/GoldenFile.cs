using System.Reflection;
using System.Text;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>The file of all statements, by feature.</summary>
internal static class GoldenFile
{
    /// <summary>Set to anything, the file is written instead of compared.</summary>
    private const string Rewrite = "CORTEXSHARP_WRITE_STATEMENTS";

    private const string Head = """
        -- Every SQL statement that CortexSharp sends, by the feature that sends it first, for review: what a statement is said to do, what is bound,
        -- and its text, laid out for reading. Ids and hashes are in braces, line ends in strings are escapes. StatementsTests records and compares it.
        -- CORTEXSHARP_WRITE_STATEMENTS=1 dotnet test tests/CortexSharp.Statements.Tests writes it anew.

        """;

    private static string Path { get; } =
        typeof(GoldenFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(GoldenFile)).Value!;

    /// <summary>Compares the file with what was recorded, or writes it.</summary>
    /// <returns>What differs; null when nothing does.</returns>
    public static string? CompareOrWrite(StatementRecording recording)
    {
        var actual = TextOf(recording);
        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
        {
            File.WriteAllText(Path, actual);
            return null;
        }

        var expected = File.Exists(Path) ? File.ReadAllText(Path).ReplaceLineEndings("\n") : "";
        return expected == actual ? null : Difference(expected.Split('\n'), actual.Split('\n'));
    }

    private static string TextOf(StatementRecording recording)
    {
        var text = new StringBuilder(Head);
        foreach (var (feature, statements) in recording.Features.Where(f => f.Statements.Count > 0))
        {
            text.Append('\n').Append("-- ").Append('=', 100).Append("\n-- ").Append(feature).Append('\n');
            foreach (var statement in statements)
            {
                var binds = statement.Binds.Length > 0 ? $"; binds {statement.Binds}" : "";
                text.Append("\n-- ").Append(statement.Effect).Append(binds).Append('\n');
                SqlLayout.Append(text, statement.Text);
                text.Append(";\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The lines that only one of the two has, as far as a glance needs them; version control shows the whole after writing.</summary>
    private static string Difference(string[] expected, string[] actual)
    {
        const int mostLines = 60;
        var (before, after) = (expected.ToHashSet(StringComparer.Ordinal), actual.ToHashSet(StringComparer.Ordinal));
        string[] lines =
        [
            .. expected.Where(line => !after.Contains(line)).Select(line => $"- {line}"),
            .. actual.Where(line => !before.Contains(line)).Select(line => $"+ {line}"),
        ];
        var shown = lines.Length == 0 ? "The same lines in another order." : string.Join('\n', lines.Take(mostLines));
        var more = lines.Length > mostLines ? $"\n… {lines.Length - mostLines} more" : "";
        return $"The statements differ from {Path}.\nIf that is meant, write it anew ({Rewrite}=1), and review what changed as SQL that an account "
            + "will run."
            + $"\n{shown}{more}";
    }
}
