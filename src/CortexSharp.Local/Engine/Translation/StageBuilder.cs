using System.Globalization;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>Collects what one stage must hold: the columns that later expressions name, and the arguments and results of its calls.</summary>
internal sealed class StageBuilder(string table)
{
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly List<string> _inputs = [];
    private readonly Dictionary<Expr.Call, TypedSql> _results = new(ReferenceEqualityComparer.Instance);
    private readonly List<StagedCall> _calls = [];

    /// <summary>The temporary table.</summary>
    public string Table { get; } = table;

    /// <summary>Keeps a value of the stage before, and says how to reach it behind this stage.</summary>
    public TypedSql Keep(TypedSql value) => value with { Text = $"{Table}.{Column(value.Text)}", Unchecked = false };

    /// <summary>Answers a call at this stage.</summary>
    /// <param name="call">The call; the same node is answered once.</param>
    /// <param name="bind">Binds it and gives its row arguments, in terms of the stage before.</param>
    public TypedSql Answer(Expr.Call call, Func<(ICortexFunction Function, IEnumerable<string> Arguments)> bind)
    {
        if (_results.TryGetValue(call, out var known))
            return known;
        var (function, arguments) = bind();
        var result = string.Create(CultureInfo.InvariantCulture, $"r{_calls.Count + 1}");
        _calls.Add(new(function, [.. arguments.Select(Column)], result));
        var type = function.ResultType switch
        {
            CortexResultType.Variant => SqlType.Variant,
            CortexResultType.Number => SqlType.Integer,
            CortexResultType.Float => SqlType.Float,
            CortexResultType.Vector => SqlType.Vector(function.Dimension),
            _ => SqlType.Varchar,
        };
        return _results[call] = new($"{Table}.{result}", type);
    }

    /// <summary>The finished stage.</summary>
    /// <param name="with">The common table expressions that the rest may name, with a blank behind.</param>
    /// <param name="rest">What follows the select list.</param>
    public CortexStage Build(string with, string rest)
    {
        var columns = _inputs.Concat(_calls.Select(c => "NULL AS " + c.Result));
        return new(Table, $"CREATE TEMP TABLE {Table} AS {with}SELECT {string.Join(", ", columns)}{rest}", [.. _calls]);
    }

    private string Column(string sql)
    {
        if (_kept.TryGetValue(sql, out var name))
            return name;
        name = string.Create(CultureInfo.InvariantCulture, $"k{_kept.Count + 1}");
        _inputs.Add($"{sql} AS {name}");
        return _kept[sql] = name;
    }
}
