using System.Text.Json;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Functions;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Calls of functions, built in or of Cortex.</content>
internal sealed partial class Translator
{
    private TypedSql Call(Expr.Call call, Scope scope)
    {
        call = WithoutStars(call, scope);
        if (SequenceFunctions.Contains(call.Function))
            return Sequence(call, scope);
        if (input.Functions.Contains(call.Function))
            return CortexCall(call, scope);
        if (call.Over is not null && !(IsUserFunction(call.Function) && !Candidates(call).IsEmpty))
            return WindowFunctions.Translate(new CallSite(this, call, scope));
        if (AggregateFunctions.Contains(call.Function))
            return Aggregate(call, scope);
        if ((call.Distinct || !call.WithinGroup.IsEmpty) && BuiltinFunctions.Find(call.Function) is not null)
            throw SqlErrors.InvalidArgument(Text, call.Position, $"{call.Function} is no aggregate function");
        var site = new CallSite(this, call, scope);
        return BuiltinFunctions.Find(call.Function) is { } function ? function.Translate(site)
            : WindowFunctions.Contains(call.Function) ? throw SqlErrors.WindowMissing(call.Function)
            : UserCall(site, call, scope);
    }

    /// <summary>The call with every star of its arguments written out; an object's members also get the columns' names.</summary>
    private Expr.Call WithoutStars(Expr.Call call, Scope scope)
    {
        if (call.Function is not ("HASH" or "HASH_AGG" or "OBJECT_CONSTRUCT" or "OBJECT_CONSTRUCT_KEEP_NULL")
            || !call.Arguments.Any(a => a.Value is Expr.Star))
        {
            return call;
        }

        var named = call.Function.StartsWith("OBJECT", StringComparison.Ordinal);
        return call with
        {
            Arguments = [.. call.Arguments.SelectMany(a => a.Value is Expr.Star star ? Columns(star, scope).SelectMany(c => Written(star, c)) : [a])],
        };

        IEnumerable<Argument> Written(Expr.Star star, SourceColumn column)
        {
            if (named)
                yield return new(null, new Expr.Text(star.Position, column.Name));
            yield return new(null, new ResolvedColumn(star.Position, column));
        }
    }

    private TypedSql Aggregate(Expr.Call call, Scope scope)
    {
        // The scope whose rows are aggregated is this one; a grouped column check does not look inside.
        if (scope.Grouping is null)
            throw SqlErrors.InvalidArgument(Text, call.Position, $"Invalid aggregate function in this clause [{call.Function}]");
        if (scope.Grouping.AggregateDepth > 0)
            throw SqlErrors.InvalidArgument(Text, call.Position, $"Aggregate functions cannot be nested: [{call.Function}]");
        scope.Grouping.AggregateDepth++;
        try
        {
            return AggregateFunctions.Translate(new CallSite(this, call, scope));
        }
        finally
        {
            scope.Grouping.AggregateDepth--;
        }
    }

    private TypedSql CortexCall(Expr.Call call, Scope scope)
    {
        if (scope.Level == 0)
            throw Unsupported(call.Position, $"Cortex function {call.Function} in this place (call it in a subquery)");
        if (call.Over is not null || call.Distinct)
            throw Unsupported(call.Position, $"{call.Function} as an aggregate or window");
        if (call.Arguments.FirstOrDefault(a => HasAggregate(a.Value)) is { } aggregate)
            throw Unsupported(aggregate.Value.Position, $"aggregate inside {call.Function} (aggregate in a subquery first)");
        var stage = scope.Stages[scope.Level - 1];
        return stage.Answer(call, () =>
        {
            Session.Access.RequireFunction(call.Function);
            var arguments = call.Arguments.Select(Constant).ToArray();
            var function = Bind(call, arguments);
            var (level, grouping) = (scope.Level, scope.Grouping);
            (scope.Level, scope.Grouping) = (level - 1, null);
            var rows = function.RowArguments.Select(i => RowArgument(call.Arguments[i].Value, scope)).ToList();
            (scope.Level, scope.Grouping) = (level, grouping);
            return (function, rows);
        });
    }

    private ICortexFunction Bind(Expr.Call call, CortexArgument[] arguments)
    {
        try
        {
            return input.Functions.Bind(call.Function, arguments);
        }
        catch (UnsupportedFeatureException e)
        {
            throw SqlErrors.Unsupported(Text, call.Position, e.Feature, e.Reason);
        }
        catch (LocalSqlException) when (call.Arguments.Select(a => a.Value).OfType<Expr.Call>()
            .FirstOrDefault(c => RefusedFunctions.Contains(c.Function)) is { } refused)
        {
            // Its type is not what is wrong with a file, say, but that there are none.
            throw Unsupported(refused.Position, "function " + refused.Function);
        }
    }

    private static CortexArgument Constant(Argument argument) => ConstantReader.TryRead(argument.Value, out var constant)
        ? new(argument.Name, IsConstant: true, constant, argument.Value.Position)
        : new(argument.Name, IsConstant: false, default(JsonElement), argument.Value.Position);

    /// <summary>A value as Cortex functions take it: text, a whole number or a double; JSON as text.</summary>
    private string RowArgument(Expr expression, Scope scope)
    {
        var value = Expression(expression, scope);
        return value.Type.Kind switch
        {
            SqlTypeKind.Number when value.Type.Scale > 0 => Cast(value, SqlType.Float, expression.Position).Text,
            SqlTypeKind.Number => Stored(value),
            SqlTypeKind.Float or SqlTypeKind.Null => value.Text,
            _ => Cast(value, value.Type.IsSemiStructured ? SqlType.Variant : SqlType.Varchar, expression.Position).Text,
        };
    }
}
