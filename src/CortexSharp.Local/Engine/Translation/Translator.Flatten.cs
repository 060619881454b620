using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content><c>FLATTEN</c>, on SQLite's <c>json_each</c>, which parses the value once however many rows it gives.</content>
internal sealed partial class Translator
{
    private static readonly string[] FlattenParameters = ["INPUT", "PATH", "OUTER", "RECURSIVE", "MODE"];

    private static bool IsOuterFlatten(Expr.Call call) => call.Arguments.Any(a => a is { Name: "OUTER", Value: Expr.Boolean { Value: true } });

    private FromSql Flatten(TableSource.Function function, Scope scope)
    {
        var call = function.Call;
        var arguments = new Dictionary<string, Expr>(StringComparer.Ordinal);
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var name = call.Arguments[i].Name ?? (i < FlattenParameters.Length ? FlattenParameters[i] : "");
            if (!FlattenParameters.Contains(name))
                throw SqlErrors.InvalidArgument(Text, call.Arguments[i].Value.Position, $"Unexpected argument {name} for table function FLATTEN");
            arguments[name] = call.Arguments[i].Value;
        }

        if (!arguments.TryGetValue("INPUT", out var inputExpression))
            throw SqlErrors.ArgumentCount(Text, call.Position, "FLATTEN", "not enough");
        if (arguments.TryGetValue("RECURSIVE", out var recursive) && recursive is not Expr.Boolean { Value: false })
            throw Unsupported(recursive.Position, "FLATTEN(RECURSIVE)");
        if (CallDepth(inputExpression) > 0)
            throw Unsupported(inputExpression.Position, "Cortex function inside FLATTEN (call it in a subquery)");
        var value = Expression(inputExpression, scope);
        if (arguments.TryGetValue("PATH", out var path))
            value = path is Expr.Text steps ? PathOf(value, steps.Value, steps.Position) : throw Unsupported(path.Position, "computed FLATTEN path");
        var json = Cast(value, SqlType.Variant, inputExpression.Position).Text;
        // A text that is parsed here only need not be made canonical first.
        var elements = inputExpression is Expr.Call { Function: "PARSE_JSON", Arguments: [{ Name: null } text] } && path is null
            && text.Value is Expr.Bind or Expr.Text
            ? TextOf(text.Value, scope)
            : json;
        var alias = NewName('s');
        var isIndex = $"typeof({alias}.key) = 'integer'";
        // One number for each input row: known only where there is one input.
        SourceColumn[] sequence = scope.Sources.Count == 0 ? [new("SEQ", new("1", SqlType.Integer))] : [];
        scope.Sources.Add(new(function.Alias ?? "FLATTEN", [],
        [
            .. sequence,
            new("KEY", new($"CASE WHEN NOT {isIndex} THEN {alias}.key END", SqlType.Varchar)),
            new("PATH", new($"CASE WHEN {isIndex} THEN '[' || {alias}.key || ']' ELSE {alias}.key END", SqlType.Varchar)),
            new("INDEX", new($"CASE WHEN {isIndex} THEN {alias}.key END", SqlType.Integer)),
            new("VALUE", new($"{alias}.value", SqlType.Variant)),
            new("THIS", new(json, SqlType.Variant)),
        ])
        {
            IsLateral = sequence.Length == 0,
        });
        // json_each would give SQL values and lose digits of numbers, so each element travels as a string that holds its JSON.
        var each = $"json_each(cs_elements({elements})) AS {alias}";
        var mode = Mode(arguments.GetValueOrDefault("MODE"), alias);
        if (arguments.TryGetValue("OUTER", out var outer) && outer is not Expr.Boolean)
            throw Unsupported(outer.Position, "FLATTEN(OUTER => …) with anything but TRUE or FALSE");
        // Where it stands alone there is no row to be kept, so one is made. In a join, the join keeps its left side's.
        return sequence.Length > 0 && IsOuterFlatten(call) ? new($"(SELECT 1) LEFT JOIN {each} ON {mode ?? "TRUE"}") : new(each, mode);
    }

    private string? Mode(Expr? mode, string alias) => mode switch
    {
        null or Expr.Text { Value: "BOTH" or "both" } => null,
        Expr.Text { Value: "ARRAY" or "array" } => $"typeof({alias}.key) = 'integer'",
        Expr.Text { Value: "OBJECT" or "object" } => $"typeof({alias}.key) = 'text'",
        _ => throw SqlErrors.InvalidArgument(Text, mode.Position, "FLATTEN's MODE is OBJECT, ARRAY or BOTH."),
    };

    /// <summary>Reads a path written as text, such as <c>a.b[0]</c>.</summary>
    public TypedSql PathOf(TypedSql value, string path, int position)
    {
        if (Parser.ParseExpression("x:" + path) is not Expr.Element element)
            throw SqlErrors.InvalidArgument(Text, position, $"Invalid path '{path}'");
        return Walk(element);

        TypedSql Walk(Expr e) => e is Expr.Element step ? Element(Walk(step.Value), step.Key, null) : value;
    }
}
