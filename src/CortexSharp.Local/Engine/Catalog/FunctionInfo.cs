using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A user's function.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Database">Its database in exact case.</param>
/// <param name="Schema">Its schema in exact case.</param>
/// <param name="Name">Its name, folded.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Returns">The type of its result.</param>
/// <param name="Body">An expression or a query of one value, as SQL text.</param>
/// <param name="IsStrict">Whether a null argument makes it null.</param>
/// <param name="IsSecure">Whether it is secure, which only <c>SHOW</c> tells.</param>
internal sealed record FunctionInfo(
    long Id,
    string Database,
    string Schema,
    string Name,
    long CreatedOn,
    string? Comment,
    ImmutableArray<FunctionParameter> Parameters,
    SqlType Returns,
    string Body,
    bool IsStrict,
    bool IsSecure)
    : CatalogObject(Id, Database, Schema, Name, CreatedOn, Comment)
{
    /// <summary>How many arguments a call must give.</summary>
    public int Required => Parameters.Count(p => p.Default is null);

    /// <summary>The name with the kinds of its parameters, which tell it from others of its name: <c>F(VARCHAR, NUMBER)</c>.</summary>
    public string Signature => SignatureOf(Name, Parameters.Select(p => p.Type));

    public static string SignatureOf(string name, IEnumerable<SqlType> types) => $"{name}({string.Join(", ", types.Select(KindName))})";

    /// <summary>A type without its sizes, which tell no functions apart.</summary>
    public static string KindName(SqlType type) => type.ToString().Split('(')[0];
}
