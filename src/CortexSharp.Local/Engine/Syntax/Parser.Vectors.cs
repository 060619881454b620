using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>The type VECTOR (Snowflake's page Vector data types).</content>
internal sealed partial class Parser
{
    private const int MaxDimension = 4096;

    private SqlType ParseVector(int position)
    {
        _tokens.ExpectOperator("(");
        var isInteger = _tokens.Accept("INT");
        if (!isInteger)
            _tokens.Expect("FLOAT");
        _tokens.ExpectOperator(",");
        var dimension = Size();
        _tokens.ExpectOperator(")");
        return dimension is >= 1 and <= MaxDimension
            ? SqlType.Vector(dimension, isInteger)
            : throw SqlErrors.InvalidArgument(_tokens.Text, position, $"Invalid dimension of a VECTOR: 1 to {MaxDimension}.");
    }
}
