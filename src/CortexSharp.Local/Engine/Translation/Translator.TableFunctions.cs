using System.Collections.Immutable;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Table functions besides <c>FLATTEN</c>.</content>
internal sealed partial class Translator
{
    /// <summary>The names of all table functions.</summary>
    public static readonly ImmutableArray<string> TableFunctions = ["FLATTEN", "GENERATOR", "SPLIT_TO_TABLE", "STRTOK_SPLIT_TO_TABLE"];

    /// <summary>The functions that number rows.</summary>
    public static readonly ImmutableArray<string> SequenceFunctions = ["SEQ1", "SEQ2", "SEQ4", "SEQ8"];

    private FromSql Function(TableSource.Function function, Scope scope) => function.Call.Function switch
    {
        "FLATTEN" => Flatten(function, scope),
        "GENERATOR" => Generator(function, scope),
        "SPLIT_TO_TABLE" => Parts(function, scope, "cs_split", most: 2),
        "STRTOK_SPLIT_TO_TABLE" => Parts(function, scope, "cs_strtok_to_array", most: 2),
        "INFORMATION_SCHEMA.QUERY_HISTORY" or "INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER" => History(function, scope),
        var name => throw Unsupported(function.Position, $"table function {name}"),
    };

    /// <summary><c>GENERATOR(ROWCOUNT => n)</c>: rows without columns, which the SEQ functions number.</summary>
    private FromSql Generator(TableSource.Function function, Scope scope)
    {
        var call = function.Call;
        if (call.Arguments is not [{ Name: "ROWCOUNT" or null, Value: Expr.Number or Expr.Bind } count])
            throw Unsupported(function.Position, "GENERATOR with anything but ROWCOUNT => a constant");
        var alias = NewName('s');
        var rows = Cast(Expression(count.Value, new Scope(null)), SqlType.Integer, count.Value.Position).Text;
        scope.Sources.Add(new(function.Alias, [], []) { Numbers = new($"{alias}.n", SqlType.Integer) });
        // The limit stops the recursion, also where it is 0.
        return new($"(WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT {rows}) SELECT n FROM numbers) AS {alias}");
    }

    /// <summary>The statements of late, the newest first: <c>QUERY_HISTORY(RESULT_LIMIT => n)</c>, where n is 100 when it is not given.</summary>
    private FromSql History(TableSource.Function function, Scope scope)
    {
        var call = function.Call;
        if (call.Arguments is not ([] or [{ Name: "RESULT_LIMIT", Value: Expr.Number or Expr.Bind }]))
            throw Unsupported(function.Position, $"{call.Function} with anything but RESULT_LIMIT => a constant");
        var limit = call.Arguments is [{ Value: var number }]
            ? Cast(Expression(number, new Scope(null)), SqlType.Integer, number.Position).Text
            : "100";
        var alias = NewName('s');
        AddSource(scope, function.Alias ?? call.Function, [], QueryHistory.Columns, alias);
        return new($"({QueryHistory.Sql(limit)}) AS {alias}");
    }

    /// <summary>One row for each part of a text.</summary>
    private FromSql Parts(TableSource.Function function, Scope scope, string split, int most)
    {
        var call = function.Call;
        if (call.Arguments.Length < 1 || call.Arguments.Length > most)
            throw SqlErrors.ArgumentCount(Text, call.Position, call.Function, call.Arguments.Length < 1 ? "not enough" : "too many");
        if (call.Arguments.FirstOrDefault(a => CallDepth(a.Value) > 0) is { } cortex)
            throw Unsupported(cortex.Value.Position, $"Cortex function inside {call.Function} (call it in a subquery)");
        var text = TextOf(call.Arguments[0].Value, scope);
        var separator = call.Arguments.Length == 2 ? TextOf(call.Arguments[1].Value, scope) : "' '";
        var alias = NewName('s');
        SourceColumn[] sequence = scope.Sources.Count == 0 ? [new("SEQ", new("1", SqlType.Integer))] : [];
        scope.Sources.Add(new(function.Alias ?? call.Function, [],
            [.. sequence, new("INDEX", new($"({alias}.key + 1)", SqlType.Integer)), new("VALUE", new($"{alias}.value", SqlType.Varchar))])
        {
            IsLateral = sequence.Length == 0,
        });
        return new($"json_each({split}({text}, {separator})) AS {alias}");
    }

    /// <summary><c>SEQ4()</c> and its like: the numbers of a generator's rows, or of the rows at hand.</summary>
    private TypedSql Sequence(Expr.Call call, Scope scope)
    {
        if (call.Arguments.Length > 1 || call.Arguments is [{ Value: not Expr.Number { Digits: "0" or "1" } }])
            throw SqlErrors.InvalidArgument(Text, call.Position, $"{call.Function} takes 0 or 1, for how it wraps around");
        if (scope.Sources.Find(s => s.Numbers is not null) is { Numbers: { } numbers })
            return Lifted(scope, new(call.Function, numbers), call.Position);
        return new("(row_number() OVER () - 1)", SqlType.Integer);
    }
}
