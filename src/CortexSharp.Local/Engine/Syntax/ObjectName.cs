using System.Collections.Immutable;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>The name of a table or model as written: one to three parts in exact case.</summary>
internal readonly record struct ObjectName(int Position, ImmutableArray<string> Parts)
{
    /// <summary>The full name: what is not written is the request's.</summary>
    public SqlIdentifier Within(string database, string schema)
    {
        try
        {
            return new SqlIdentifier([.. Parts]).Within(database, schema);
        }
        catch (ArgumentException e)
        {
            throw new LocalSqlException(904, "42000", $"SQL compilation error:\ninvalid identifier '{string.Join('.', Parts)}': {e.Message}");
        }
    }
}
