using System.Collections.Immutable;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Functions;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>
/// Users' functions: a call becomes the body, in which the parameters' names mean the arguments. An argument that is more than a column or
/// constant, and is named more than once, is computed once in a subquery.
/// </content>
internal sealed partial class Translator
{
    private TypedSql UserCall(CallSite site, Expr.Call call, Scope scope)
    {
        var candidates = Candidates(call);
        if (candidates.IsEmpty)
            throw FunctionNames.Unknown(site);
        return Expand(call, Choose(call, candidates, scope), scope);
    }

    private TypedSql Expand(Expr.Call call, FunctionInfo function, Scope scope)
    {
        var body = Body(call, function);
        var arguments = Arguments(call, function)!;
        var bound = function.Parameters.Index().Any(p => IsWorthBinding(arguments[p.Index], Uses(body, p.Item.Name) + (function.IsStrict ? 1 : 0))) &&
            CallDepth(call, scope) == 0 && !arguments.Any(a => HasAggregate(a) || HasWindow(a));
        var alias = bound ? NewName('s') : "";
        var inside = new Scope(
            scope, [.. function.Parameters.Select((p, i) => (p.Name, Parameter(p, arguments[i], scope, bound ? $"{alias}.{ColumnName(i)}" : null)))]);
        var inner = Inside(function, function.Body);
        var value = inner.Cast(inner.Expression(body, inside), WithoutLength(function.Returns), body.Position);
        if (function.IsStrict && function.Parameters.Length > 0)
        {
            var nulls = function.Parameters.Select(p => $"{inside.Parameters[p.Name].AtLevel(scope.Level).Text} IS NULL");
            value = value with { Text = $"CASE WHEN {string.Join(" OR ", nulls)} THEN NULL ELSE {value.Text} END" };
        }

        if (!bound)
            return value;
        var items = function.Parameters.Select((p, i) => $"{Parameter(p, arguments[i], scope, null).AtLevel(scope.Level).Text} AS {ColumnName(i)}");
        return value with
        {
            Text = $"(SELECT {Stored(value)} FROM (SELECT {string.Join(", ", items)} LIMIT -1 OFFSET 0) AS {alias})",
            Unchecked = false,
        };
    }

    private UserParameter Parameter(FunctionParameter parameter, Expr argument, Scope caller, string? bound)
    {
        var type = WithoutLength(parameter.Type);
        if (bound is not null)
            return new(_ => new(bound, type), IsConstant: false);
        var known = new Dictionary<int, TypedSql>();
        return new(AtLevel, argument is Expr.Text or Expr.Number or Expr.Boolean or Expr.Null or Expr.Bind);

        TypedSql AtLevel(int level)
        {
            if (known.TryGetValue(level, out var value))
                return value;
            var (saved, grouping) = (caller.Level, caller.Grouping);
            (caller.Level, caller.Grouping) = (level, level < saved ? null : grouping);
            value = Cast(Expression(argument, caller), type, argument.Position);
            (caller.Level, caller.Grouping) = (saved, grouping);
            return known[level] = value;
        }
    }

    /// <summary>Snowflake does not hold arguments and results of functions to their declared lengths.</summary>
    private static SqlType WithoutLength(SqlType type) => type.Kind is SqlTypeKind.Varchar ? SqlType.Varchar : type;

    /// <summary>Whether a name can only be a user's function, which the catalog would know.</summary>
    private bool IsUserFunction(string name) =>
        !input.Functions.Contains(name) && !AggregateFunctions.Contains(name) && !WindowFunctions.Contains(name)
        && BuiltinFunctions.Find(name) is null;

    /// <summary>The functions of the call's name.</summary>
    private ImmutableArray<FunctionInfo> Candidates(Expr.Call call)
    {
        var parts = call.Function.Split('.');
        if (parts.Length > 3)
            return [];
        var name = Complete(new(call.Position, [.. parts]));
        var functions = input.Catalog.Functions.Find(name);
        // To whom it is denied, it is not there; grants go by name, for all signatures. What a view calls is its owner's affair.
        return functions.IsEmpty || _definition is not null || Session.Access.May(new("FUNCTION", name), Privilege.Usage) ? functions : [];
    }

    /// <summary>The function whose parameters fit the arguments best.</summary>
    private FunctionInfo Choose(Expr.Call call, ImmutableArray<FunctionInfo> candidates, Scope scope)
    {
        if (call.Over is not null || call.Distinct || !call.WithinGroup.IsEmpty)
            throw SqlErrors.InvalidArgument(Text, call.Position, $"{call.Function} is no aggregate or window function");
        var fitting = candidates.Where(c => Arguments(call, c) is not null).ToArray();
        if (fitting.Length == 1)
            return fitting[0];
        return fitting.Select(f => (Function: f, Score: Fit(call, f, scope))).Where(f => f.Score >= 0).OrderByDescending(f => f.Score)
            .FirstOrDefault().Function
            ?? throw SqlErrors.InvalidArgumentTypes(Text, call.Position, call.Function, call.Arguments.Select(a => Expression(a.Value, scope).Type));
    }

    /// <summary>How well the arguments fit: negative when one cannot be cast.</summary>
    private int Fit(Expr.Call call, FunctionInfo function, Scope scope)
    {
        var score = 0;
        var arguments = Arguments(call, function)!;
        for (var i = 0; i < arguments.Length; i++)
        {
            var (value, wanted) = (Expression(arguments[i], scope), function.Parameters[i].Type);
            if (Coercion.Cast(value, wanted) is null)
                return -1;
            score += value.Type.Kind == wanted.Kind ? 100 : value.Type.IsNumeric && wanted.IsNumeric ? 10 : 1;
        }

        return score;
    }

    /// <summary>The argument of each parameter, or its default; null when the call's do not fit their number or names.</summary>
    private static Expr[]? Arguments(Expr.Call call, FunctionInfo function)
    {
        var arguments = new Expr[function.Parameters.Length];
        if (call.Arguments.Length > arguments.Length)
            return null;
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var argument = call.Arguments[i];
            var index = argument.Name is null ? i : Array.FindIndex([.. function.Parameters], p => p.Name == argument.Name);
            if (index < 0 || arguments[index] is not null)
                return null;
            arguments[index] = argument.Value;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is null && function.Parameters[i].Default is null)
                return null;
            arguments[i] ??= Parser.ParseExpression(function.Parameters[i].Default!);
        }

        return arguments;
    }

    /// <summary>The body as this call has it. Each call has its own, so that a Cortex call inside is answered for each, and once.</summary>
    private Expr Body(Expr.Call call, FunctionInfo function)
    {
        if (!_state.Bodies.TryGetValue(call, out var bodies))
            _state.Bodies[call] = bodies = [];
        if (!bodies.TryGetValue(function.Id, out var body))
            bodies[function.Id] = body = Parser.ParseBody(function.Body);
        return body;
    }

    /// <summary>How deep Cortex calls nest in what a call becomes.</summary>
    private int CallDepth(Expr.Call call, ImmutableArray<FunctionInfo> candidates, Scope? scope, IReadOnlyDictionary<string, int>? parameters)
    {
        // Each argument is looked at once: calls nest, and twice at each level would be two to the power of the levels.
        var given = new Dictionary<Expr, int>(ReferenceEqualityComparer.Instance);
        foreach (var argument in call.Arguments)
            given[argument.Value] = CallDepth(argument.Value, scope, parameters);
        var inside = given.Values.DefaultIfEmpty().Max();
        foreach (var function in candidates)
        {
            // A query has stages of its own.
            if (Arguments(call, function) is not { } arguments || Body(call, function) is not { } body || body is Expr.Scalar)
                continue;
            var depths = function.Parameters.Select((p, i) => (p.Name, Depth: given.GetValueOrDefault(arguments[i])))
                .ToDictionary(p => p.Name, p => p.Depth, StringComparer.Ordinal);
            inside = Math.Max(inside, Inside(function, function.Body).CallDepth(body, null, depths));
        }

        return inside;
    }

    private static bool IsWorthBinding(Expr argument, int uses) =>
        uses > 1 && argument is not (Expr.Name or ResolvedColumn or Expr.Text or Expr.Number or Expr.Boolean or Expr.Null or Expr.Bind);

    /// <summary>How often a body names a parameter; a query may do so any number of times.</summary>
    private static int Uses(Expr body, string parameter) => body switch
    {
        Expr.Name { Parts: [var name] } => name == parameter ? 1 : 0,
        Expr.Scalar or Expr.Exists or Expr.InQuery => 2,
        _ => body.Children.Sum(c => Uses(c, parameter)),
    };

    /// <summary>Checks a new function: its body must stand by itself, name nothing but its parameters, and give the declared type.</summary>
    private Plan Define(Statement.CreateFunction create)
    {
        var name = Complete(create.Function);
        var function = new FunctionInfo(
            0, name.Database!, name.Schema!, name.Name, 0, create.Comment, create.Parameters, create.Returns, create.Body, create.IsStrict,
            create.IsSecure);
        var others = input.Catalog.Functions.Find(name);
        var existing = others.FirstOrDefault(f => f.Signature == function.Signature);
        if (existing is not null && create.IfNotExists)
            return new Plan.Command(create);
        if (BuiltinFunctions.Find(name.Name) is not null || AggregateFunctions.Contains(name.Name))
        {
            throw SqlErrors.InvalidArgument(
                Text, create.Function.Position, $"The name {name.Name} is a built-in function's: a call would mean that one. Choose another.");
        }

        if (create.Parameters.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw SqlErrors.InvalidArgument(Text, create.Function.Position, $"Duplicate parameter {twice.Key} of function {name.Name}");
        if (others.Any(f =>
            f.Signature != function.Signature && (f.Required < f.Parameters.Length || function.Required < function.Parameters.Length)))
        {
            throw SqlErrors.InvalidArgument(
                Text, create.Function.Position,
                $"Cannot overload {name.Name}: a function whose parameters have defaults shares its name with no other.");
        }
        // The function that it replaces counts as being inside of itself, so that no circle of functions closes.
        Inside(existing ?? function, function.Body).Check(function);
        return new Plan.Define(create, []);
    }

    private void Check(FunctionInfo function)
    {
        var body = Parser.ParseBody(function.Body);
        var scope =
            new Scope(new Scope(null), [.. function.Parameters.Select(p => (p.Name, new UserParameter(_ => new("NULL", p.Type), IsConstant: true)))]);
        for (var depth = CallDepth(body, null, function.Parameters.ToDictionary(p => p.Name, _ => 0, StringComparer.Ordinal)); depth > 0; depth--)
            scope.Stages.Add(new(NewName('m')));
        scope.Level = scope.Stages.Count;
        var value = Expression(body, scope);
        if (Coercion.Cast(value, function.Returns) is null)
        {
            throw SqlErrors.InvalidArgument(
                Text, body.Position, $"Declared return type '{function.Returns}' is incompatible with actual return type '{value.Type}'");
        }

        foreach (var parameter in function.Parameters.Where(p => p.Default is not null))
        {
            var fallback = new Translator(input with { Text = parameter.Default! }, this).Expression(
                Parser.ParseExpression(parameter.Default!), new Scope(null));
            Cast(fallback, parameter.Type, 0);
        }
    }
}
