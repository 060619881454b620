namespace CortexSharp.Local.Tests.Differential;

/// <summary>The statement must fail with one of these codes of Snowflake's.</summary>
internal sealed class ModelException(params int[] codes) : Exception("fails with " + string.Join(" or ", codes))
{
    public int[] Codes { get; } = codes;
}
