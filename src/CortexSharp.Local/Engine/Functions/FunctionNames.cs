using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>All names of functions, for what is asked of a name that is none of them.</summary>
internal static class FunctionNames
{
    /// <summary>The functions that are there, but for those of Cortex.</summary>
    public static IEnumerable<string> All =>
        [
            .. BuiltinFunctions.Names, .. AggregateFunctions.Names, .. WindowFunctions.Names, .. Translator.TableFunctions,
            .. Translator.SequenceFunctions,
        ];

    /// <summary>
    /// The error for a function that is not there: refused by name where Snowflake has it, otherwise with the name that was perhaps meant.
    /// </summary>
    public static LocalSqlException Unknown(CallSite call)
    {
        var name = call.Call.Function;
        if (RefusedFunctions.Contains(name))
            return SqlErrors.Unsupported(call.Translator.Text, call.Call.Position, "function " + name);
        var near = All.Concat(RefusedFunctions.Names).Select(n => (Name: n, Distance: Distance(name, n)))
            .Where(n => n.Distance <= Math.Max(1, name.Length / 4)).OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal);
        return SqlErrors.UnknownFunction(name, near.FirstOrDefault().Name);
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
            return int.MaxValue;
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
