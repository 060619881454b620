namespace CortexSharp.Local.Tests.Differential;

/// <summary>An operand that is evaluated when it is asked for.</summary>
internal readonly struct Operand(Expression expression, ModelRow row)
{
    public ModelType Type => expression.Type;

    public object? Value => expression.Evaluate(row);

    /// <summary>The value as another type has it.</summary>
    public object? As(ModelType type) => Conversion.Implicit(Value, expression.Type, type, row);

    public ModelRow Row => row;

    /// <summary>Three-valued truth.</summary>
    public bool? Truth => (bool?)As(ModelType.Boolean);

    public string? Text => (string?)As(ModelType.Text);
}
