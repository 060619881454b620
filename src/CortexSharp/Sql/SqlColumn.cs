namespace CortexSharp.Sql;

/// <summary>One column of a result.</summary>
/// <param name="Name">Its name as the server gives it: upper case for unquoted names, lower case for the columns of <c>SHOW</c>.</param>
/// <param name="TypeName">The server's name of its type, such as <c>TEXT</c> or <c>FIXED</c>, when known.</param>
public sealed record SqlColumn(string Name, string? TypeName = null)
{
    /// <summary>The digits of a number, those behind the point included; <see langword="null"/> for other types, or when not known.</summary>
    public int? Precision { get; init; }

    /// <summary>
    /// The digits of a number behind the point, or those of the seconds of a time or timestamp; <see langword="null"/> for other types, or when not
    /// known.
    /// </summary>
    public int? Scale { get; init; }
}
