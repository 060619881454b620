using System.Numerics;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>The values that an expression sees.</summary>
internal sealed class ModelRow(object?[] values)
{
    private static readonly BigInteger Limit = long.MaxValue;

    public object?[] Values => values;

    /// <summary>Whether some number on the way needed more than 64 bits, where the offline Cortex may refuse what Snowflake still holds.</summary>
    public bool IsWide { get; private set; }

    /// <summary>Notes a number that was computed, and fails beyond Snowflake's 38 digits.</summary>
    public Exact Computed(Exact value)
    {
        IsWide |= BigInteger.Abs(value.Units) > Limit;
        return BigInteger.Abs(value.Units) < BigInteger.Pow(10, 38) ? value : throw new ModelException(100046, 100039, 100132);
    }
}
