using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>A scalar function of Snowflake: how many arguments it takes and what a call of it becomes.</summary>
internal sealed class BuiltinFunction(string name, int least, int most, Func<CallSite, TypedSql> translate)
{
    /// <summary>Its name in upper case.</summary>
    public string Name { get; } = name;

    /// <summary>Translates a call.</summary>
    public TypedSql Translate(CallSite call)
    {
        call.Expect(least, most);
        return translate(call);
    }

    public static BuiltinFunction Of(string name, int least, int most, SqlType type, Func<CallSite, string> translate) =>
        new(name, least, most, call => new(translate(call), type));

    /// <summary>One function under several names.</summary>
    public static IEnumerable<BuiltinFunction> Named(string[] names, Func<string, BuiltinFunction> function) => names.Select(function);
}
