using System.Reflection;
using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Sites;

/// <summary>Finds in the compiled SDK where SQL is made.</summary>
/// <remarks>
/// The compiled code is read, not the sources, because there an interpolated string has one form however it is written: a handler is made, is
/// given the fixed texts and the holes in turn, and is made a statement.
/// </remarks>
internal static class SqlSites
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly MethodInfo Create = typeof(SqlStatement).GetMethod(nameof(SqlStatement.Create))!;

    /// <summary>The assemblies that send SQL. <c>CortexSharp.Local</c> and its server receive it; what they send each other is SQLite's.</summary>
    private static readonly Assembly[] Sdk =
    [
        typeof(SqlStatement).Assembly, typeof(Evaluation.Running.CortexEvaluator).Assembly, typeof(Lifecycle.Pipeline.FineTunePipeline).Assembly,
        Assembly.Load("CortexSharp.Rest"), Assembly.Load("CortexSharp.Snowflake"),
    ];

    /// <summary>Every interpolated string that becomes SQL.</summary>
    public static IReadOnlyList<SqlSite> All { get; } = [.. Methods().SelectMany(In)];

    /// <summary>The methods that call another one, by the name that the source has for them.</summary>
    public static IReadOnlyList<string> CallersOf(Func<MethodBase, bool> called) =>
        [.. Methods().Where(method => Instructions.Of(method).OfType<MethodBase>().Any(called)).Select(PlaceOf).Distinct()
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<SqlSite> In(MethodBase method)
    {
        // A statement in a hole of another is made before that is done.
        var open = new Stack<SqlSite>();
        string? text = null;
        foreach (var operand in Instructions.Of(method))
        {
            if (operand is string loaded)
            {
                text = loaded;
            }
            else if (operand is ConstructorInfo { DeclaringType: var made } && made == typeof(SqlInterpolatedStringHandler))
            {
                open.Push(new(PlaceOf(method), ""));
            }
            else if (operand is MethodInfo called && called.DeclaringType == typeof(SqlInterpolatedStringHandler))
            {
                if (called.Name == nameof(SqlInterpolatedStringHandler.AppendLiteral))
                    open.Push(open.Pop().Literal(text!));
                else if (called.Name == nameof(SqlInterpolatedStringHandler.AppendFormatted))
                    open.Push(open.Pop().Hole(called.GetGenericArguments()[0]));
            }
            else if (Create.Equals(operand))
            {
                yield return open.Pop();
            }
        }

        if (open.Count > 0)
        {
            throw new InvalidOperationException(
                $"{PlaceOf(method)} fills a {nameof(SqlInterpolatedStringHandler)} and makes no {nameof(SqlStatement)} of it.");
        }
    }

    private static IEnumerable<MethodBase> Methods() => Sdk.SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMembers(Declared)).OfType<MethodBase>();

    /// <summary>Type and method; of what the compiler made of a lambda or an asynchronous method, those that it stands in.</summary>
    private static string PlaceOf(MethodBase method)
    {
        var (type, name) = (method.DeclaringType!, method.Name);
        for (; type.Name.StartsWith('<') && type.DeclaringType is { } outer; type = outer)
            name = name.StartsWith('<') || type.Name.StartsWith("<>", StringComparison.Ordinal) ? name : type.Name;
        return $"{type.Name}.{(name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name)}";
    }
}
