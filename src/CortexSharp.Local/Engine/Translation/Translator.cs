using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>Turns the syntax of one statement into SQLite's, giving every expression its Snowflake type on the way.</summary>
internal sealed partial class Translator(TranslationInput input)
{
    private readonly List<CortexStage> _stages = [];
    private readonly List<CteDefinition> _ctes = [];
    private int _names;

    /// <summary>The steps to run before the statement, in order.</summary>
    public ImmutableArray<CortexStage> Stages => [.. _stages];

    /// <summary>The SQL text, for the places of errors.</summary>
    public string Text => input.Text;

    /// <summary>What the statement knows of its request.</summary>
    public SessionContext Session => input.Session;

    /// <summary>Translates a whole query.</summary>
    public TranslatedQuery Query(Query query) => Query(query, outer: null);

    /// <summary>The full name of an object, completed by the request's database and schema.</summary>
    public SqlIdentifier Complete(ObjectName name) => name.Within(input.Session.Database, input.Session.Schema);

    private string NewName(char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_names}");

    private static string ColumnName(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index + 1}");

    /// <summary>Casts, or fails where Snowflake knows no such cast.</summary>
    public TypedSql Cast(TypedSql value, SqlType target, int position) =>
        Coercion.Cast(value, target) ?? throw SqlErrors.InvalidCast(Text, position, value.Type.ToString(), target.Kind.ToString().ToUpperInvariant());

    /// <summary>Casts what may be no value of the type, to null then. Snowflake takes nothing but text here.</summary>
    private TypedSql TryCast(TypedSql value, SqlType target, int position) =>
        value.Type.Kind is not SqlTypeKind.Varchar ? throw SqlErrors.TryCast(Text, position, value.Type, target)
        : Coercion.Cast(value, target, isTry: true) ?? throw SqlErrors.InvalidCast(Text, position, value.Type.ToString(), target.Kind.ToString().ToUpperInvariant());

    private SqlType Unify(SqlType a, SqlType b, int position) =>
        Coercion.Unify(a, b) ?? throw SqlErrors.InvalidArgument(Text, position, $"Can not convert parameter of type [{a}] into expected type [{b}]");

    /// <summary>The type that all of them share.</summary>
    public SqlType UnifyAll(IEnumerable<SqlType> types, int position) => types.Aggregate(SqlType.Null, (a, b) => Unify(a, b, position));

    private LocalSqlException Unsupported(int position, string construct) => SqlErrors.Unsupported(Text, position, construct);

    private void EnsureStack(int position)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlErrors.TooDeep(Text, position);
    }
}
