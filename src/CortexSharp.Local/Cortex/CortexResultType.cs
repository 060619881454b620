namespace CortexSharp.Local.Cortex;

/// <summary>The SQL type of what a Cortex function returns.</summary>
internal enum CortexResultType
{
    /// <summary>Text; a value is a <see cref="string"/>.</summary>
    Varchar,

    /// <summary>An object, array or variant; a value is its JSON as a <see cref="string"/>.</summary>
    Variant,

    /// <summary>A whole number; a value is a <see cref="long"/>.</summary>
    Number,

    /// <summary>A double.</summary>
    Float,

    /// <summary>A vector of floats; a value is its bytes, four for each element.</summary>
    Vector,
}
