using System.Globalization;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>A call being translated: its arguments, each as the type that the function wants.</summary>
internal sealed class CallSite(Translator translator, Expr.Call call, Scope scope)
{
    private readonly TypedSql?[] _values = new TypedSql?[call.Arguments.Length];

    public Expr.Call Call => call;

    public Translator Translator => translator;

    public int Count => call.Arguments.Length;

    public bool IsStar => call.Arguments is [{ Value: Expr.Star }];

    /// <summary>The argument in its own type.</summary>
    public TypedSql this[int index]
    {
        get
        {
            if (call.Arguments[index].Name is { } name)
            {
                throw SqlErrors.InvalidArgument(
                    translator.Text, call.Arguments[index].Value.Position, $"Unexpected named argument {name} for function {call.Function}");
            }

            return _values[index] ??= translator.Expression(call.Arguments[index].Value, scope);
        }
    }

    public IEnumerable<TypedSql> All => Enumerable.Range(0, Count).Select(i => this[i]);

    public string Text(int index) => As(index, SqlType.Varchar);

    public string Whole(int index) => As(index, SqlType.Integer);

    public string Float(int index) => As(index, SqlType.Float);

    public string Boolean(int index) => As(index, SqlType.Boolean);

    public string Variant(int index) => As(index, SqlType.Variant);

    /// <summary>All arguments as text.</summary>
    public string Texts() => string.Join(", ", Enumerable.Range(0, Count).Select(Text));

    /// <summary>The argument as text; a piece of SQL where it is not given.</summary>
    public string TextOr(int index, string otherwise) => index < Count ? Text(index) : otherwise;

    /// <summary>The argument as a whole number; another where it is not given.</summary>
    public string WholeOr(int index, long otherwise) => index < Count ? Whole(index) : otherwise.ToString(CultureInfo.InvariantCulture);

    public bool IsBinary(int index) => this[index].Type.Kind is SqlTypeKind.Binary;

    /// <summary>A binary as it is, anything else as text: functions read either as bytes.</summary>
    public string TextOrBytes(int index) => IsBinary(index) ? this[index].Text : Text(index);

    /// <summary>The argument as bytes: text is its UTF-8.</summary>
    public string Bytes(int index) => IsBinary(index) ? this[index].Text : $"CAST({Text(index)} AS BLOB)";

    public string As(int index, SqlType type) => translator.Cast(this[index], type, call.Arguments[index].Value.Position).Text;

    /// <summary>The argument as a number of its own scale, or a FLOAT.</summary>
    public TypedSql Number(int index) => AsNumber(this[index], Position(index));

    public TypedSql AsNumber(TypedSql value, int position) => value.Type.Kind switch
    {
        SqlTypeKind.Number or SqlTypeKind.Float => value,
        SqlTypeKind.Null => value with { Type = SqlType.Integer },
        SqlTypeKind.Varchar => translator.Cast(value, SqlType.Number(5), position),
        SqlTypeKind.Variant => translator.Cast(value, SqlType.Float, position),
        _ => translator.Cast(value, SqlType.Integer, position),
    };

    /// <summary>All arguments from one on, in the type that they share.</summary>
    public (string[] Values, SqlType Type) Shared(int from = 0, int step = 1)
    {
        var indexes = Enumerable.Range(0, Count).Where(i => i >= from && (i - from) % step == 0).ToArray();
        var type = translator.UnifyAll(indexes.Select(i => this[i].Type), call.Position);
        return ([.. indexes.Select(i => As(i, type))], type);
    }

    /// <summary>The argument's text, when it is a text literal.</summary>
    public string? Literal(int index) => call.Arguments[index].Value is Expr.Text text ? text.Value : null;

    /// <summary>The word that an argument is: a date part stands bare or in quotes.</summary>
    public string Word(int index) => (call.Arguments[index].Value switch
    {
        Expr.Name { Parts: [var word] } => word,
        Expr.Text text => text.Value,
        _ => throw Invalid(index, "expected a date or time part"),
    }).ToUpperInvariant();

    /// <summary>The number that an argument is written as.</summary>
    public int? Digits(int index) => index >= Count ? null : call.Arguments[index].Value switch
    {
        Expr.Number { Digits: var digits } when int.TryParse(digits, out var value) => value,
        Expr.Unary { Operator: "-", Operand: Expr.Number { Digits: var digits } } when int.TryParse(digits, out var value) => -value,
        _ => null,
    };

    public IEnumerable<string> OrderKeys(IEnumerable<OrderItem> items) =>
        items.Select(o => Translator.OrderKey(o, translator.Expression(o.Value, scope)));

    /// <summary>Any expression of the call, such as an order's key.</summary>
    public TypedSql Value(Expr expression) => translator.Expression(expression, scope);

    public SqlType TypeOf(Expr expression) => Value(expression).Type;

    /// <summary>The argument in a form in which equal values are equal.</summary>
    public string Comparable(int index) => Comparable(this[index]);

    /// <summary>Keys in a form in which equal values are equal.</summary>
    public IEnumerable<string> Comparables(IEnumerable<Expr> keys) => keys.Select(e => Comparable(Value(e)));

    public LocalSqlException Invalid(int index, string problem) =>
        SqlErrors.InvalidArgument(translator.Text, Position(index), $"Invalid argument for function {call.Function}: {problem}");

    /// <summary>Fails unless there are so many arguments.</summary>
    public void Expect(int least, int most)
    {
        if (Count < least || Count > most)
            throw SqlErrors.ArgumentCount(translator.Text, call.Position, call.Function, Count < least ? "not enough" : "too many");
    }

    private static string Comparable(TypedSql value) => value.Type.Kind switch
    {
        SqlTypeKind.TimestampTz => Coercion.Cast(value, SqlType.TimestampLtz)!.Value.Text,
        SqlTypeKind.Variant => $"cs_variant_sort({value.Text})",
        _ => value.Text,
    };

    private int Position(int index) => call.Arguments[index].Value.Position;
}
