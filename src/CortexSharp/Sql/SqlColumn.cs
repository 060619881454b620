namespace CortexSharp.Sql;

/// <summary>One column of a result.</summary>
/// <param name="Name">Its name as the server gives it: upper case for unquoted names, lower case for the columns of <c>SHOW</c>.</param>
/// <param name="TypeName">The server's name of its type, such as <c>TEXT</c> or <c>FIXED</c>, when known.</param>
public sealed record SqlColumn(string Name, string? TypeName = null);
