using static CortexSharp.Local.Engine.Runtime.NumberRuntime;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Functions on doubles that fail outside of their domain, where SQLite's give null, and pseudo-random numbers.</summary>
internal static class FloatRuntime
{
    private static readonly (string Name, Func<double, double> Invoke)[] Functions =
    [
        ("sqrt", Math.Sqrt), ("cbrt", Math.Cbrt), ("square", static x => x * x), ("exp", Math.Exp), ("ln", Math.Log),
        ("sin", Math.Sin), ("cos", Math.Cos), ("tan", Math.Tan), ("cot", static x => 1 / Math.Tan(x)), ("asin", Math.Asin), ("acos", Math.Acos),
        ("atan", Math.Atan),
        ("sinh", Math.Sinh), ("cosh", Math.Cosh), ("tanh", Math.Tanh), ("asinh", Math.Asinh), ("acosh", Math.Acosh), ("atanh", Math.Atanh),
        ("degrees", double.RadiansToDegrees), ("radians", double.DegreesToRadians),
    ];

    /// <summary>The functions of one argument.</summary>
    public static IEnumerable<string> Names => Functions.Select(f => f.Name);

    public static IEnumerable<RuntimeFunction> All =>
    [
        .. Functions.Select(f => new RuntimeFunction(f.Name, a => Checked(f.Invoke(Double(a, 0)), f.Name, Double(a, 0)))),
        new("atan2", a => Math.Atan2(Double(a, 0), Double(a, 1))),
        new("pow", a => Checked(Math.Pow(Double(a, 0), Double(a, 1)), "pow", Double(a, 0), Double(a, 1))),
        new("log", a => Checked(Math.Log(Double(a, 1)) / Math.Log(Double(a, 0)), "log", Double(a, 0), Double(a, 1))),
        new("uniform", a => Uniform(Whole(a, 0), Whole(a, 1), Whole(a, 2))),
        new("uniform_float", a => Double(a, 0) + ((Double(a, 1) - Double(a, 0)) * Fraction(Whole(a, 2), 0))),
        new("normal", a => Double(a, 0) + (Double(a, 1) * Normal(Whole(a, 2)))),
        new("randstr", a => RandomText(Whole(a, 0), Whole(a, 1))),
    ];

    /// <summary>A result that is no finite number though all arguments are is an error.</summary>
    private static double Checked(double result, string function, params ReadOnlySpan<double> arguments)
    {
        if (double.IsFinite(result) || (!double.IsNaN(result) && arguments.ContainsAnyExceptInRange(double.MinValue, double.MaxValue)))
            return result;
        var list = new List<string>();
        foreach (var argument in arguments)
            list.Add(JsonText.Number(argument));
        throw new LocalSqlException(100041, "22023", $"Invalid floating point operation: {function}({string.Join(',', list)})");
    }

    private static long Uniform(long least, long most, long seed)
    {
        if (most < least)
            throw SqlErrors.Execution("UNIFORM needs a maximum that is not below its minimum");
        var count = (UInt128)((Int128)most - least + 1);
        return (long)(least + (Int128)(count * Mix(seed, 0) >> 64));
    }

    /// <summary>By the Box-Muller transform.</summary>
    private static double Normal(long seed) => Math.Sqrt(-2 * Math.Log(1 - Fraction(seed, 1))) * Math.Cos(2 * Math.PI * Fraction(seed, 2));

    private static string RandomText(long length, long seed)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        if (length is < 0 or > 16_777_216)
            throw SqlErrors.Execution("The length of RANDSTR must be 0 to 16777216");
        return string.Create((int)length, seed, static (text, seed) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = Letters[(int)(Mix(seed, i) % (ulong)Letters.Length)];
        });
    }

    private static double Fraction(long seed, int stream) => (Mix(seed, stream) >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64: equal seeds give equal numbers, near ones very different numbers.</summary>
    private static ulong Mix(long seed, int stream)
    {
        var z = unchecked((ulong)seed + ((ulong)(stream + 1) * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
