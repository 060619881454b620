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
            value = path is Expr.Text text ? PathOf(value, text.Value, text.Position) : throw Unsupported(path.Position, "computed FLATTEN path");
        var json = Cast(value, SqlType.Variant, inputExpression.Position).Text;
        var alias = NewName('s');
        var isIndex = $"typeof({alias}.key) = 'integer'";
        // json_each gives SQL values; what is JSON stays text, what is not becomes JSON again.
        var element = $"CASE {alias}.type WHEN 'object' THEN {alias}.value WHEN 'array' THEN {alias}.value WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'null' THEN 'null' ELSE json_quote({alias}.value) END";
        // One number for each input row: known only where there is one input.
        SourceColumn[] sequence = scope.Sources.Count == 0 ? [new("SEQ", new("1", SqlType.Integer))] : [];
        scope.Sources.Add(new(function.Alias ?? "FLATTEN", [],
        [
            .. sequence,
            new("KEY", new($"CASE WHEN NOT {isIndex} THEN {alias}.key END", SqlType.Varchar)),
            new("PATH", new($"CASE WHEN {isIndex} THEN '[' || {alias}.key || ']' ELSE {alias}.key END", SqlType.Varchar)),
            new("INDEX", new($"CASE WHEN {isIndex} THEN {alias}.key END", SqlType.Integer)),
            new("VALUE", new($"CASE WHEN {alias}.key IS NOT NULL THEN {element} END", SqlType.Variant)),
            new("THIS", new(json, SqlType.Variant)),
        ]));
        // A scalar, for which Snowflake gives no row, is its own only row to json_each; it has no key.
        return new($"json_each({json}) AS {alias}", Mode(arguments.GetValueOrDefault("MODE"), alias));
    }

    private string Mode(Expr? mode, string alias) => mode switch
    {
        null or Expr.Text { Value: "BOTH" or "both" } => $"{alias}.key IS NOT NULL",
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
