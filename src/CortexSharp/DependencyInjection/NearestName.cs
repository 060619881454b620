namespace CortexSharp.DependencyInjection;

/// <summary>Finds what was meant by a setting's name that is misspelt.</summary>
internal static class NearestName
{
    /// <summary>The known name that is nearest; null when none is near. Case, '_', '-' and blanks do not count.</summary>
    /// <param name="given">The name as it was written.</param>
    /// <param name="known">The names that exist.</param>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var plain = Plain(given);
        var (name, distance) = known.Select(name => (name, Distance(plain, Plain(name)))).MinBy(static pair => pair.Item2);
        return name is not null && distance <= Math.Max(1, plain.Length / 3) ? name : null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Levenshtein's distance, by one row.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
