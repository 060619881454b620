using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>Turns the syntax of one statement into SQLite's, giving every expression its Snowflake type on the way.</summary>
/// <param name="input">The text at hand and what it depends on.</param>
/// <param name="around">The translator of the text that names the view or function at hand; null for the statement itself.</param>
/// <param name="definition">The view or function whose text this is.</param>
internal sealed partial class Translator(TranslationInput input, Translator? around = null, CatalogObject? definition = null)
{
    private readonly Translator? _around = around;
    private readonly CatalogObject? _definition = definition;
    private readonly TranslationState _state = around?._state ?? new();
    private readonly List<CteDefinition> _ctes = [];

    /// <summary>The steps to run before the statement, in order.</summary>
    public ImmutableArray<CortexStage> Stages => [.. _state.Stages];

    /// <summary>The SQL text, for the places of errors.</summary>
    public string Text => input.Text;

    /// <summary>What the statement knows of its request.</summary>
    public SessionContext Session => input.Session;

    /// <summary>Translates a whole query.</summary>
    public TranslatedQuery Query(Query query) => Query(query, outer: null);

    /// <summary>The full name of an object, completed by the schema at hand.</summary>
    public SqlIdentifier Complete(ObjectName name) =>
        input.Home is var (database, schema) ? name.Within(database, schema) : name.Within(Session.Database, Session.Schema);

    /// <summary>The translator of a view's or function's own text, which names what lies in its own schema, and takes no binds.</summary>
    /// <exception cref="LocalSqlException">The text at hand is inside of it already.</exception>
    private Translator Inside(CatalogObject definition, string text)
    {
        for (var at = this; at is not null; at = at._around)
        {
            if (at._definition?.Id == definition.Id && at._definition.GetType() == definition.GetType())
                throw SqlErrors.Recursive(definition.FullName);
        }

        return new(input with { Text = text, Binds = [], Home = (definition.Database, definition.Schema) }, this, definition);
    }

    private string NewName(char kind) => _state.NewName(kind);

    private static string ColumnName(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index + 1}");

    /// <summary>Casts, or fails where Snowflake knows no such cast.</summary>
    public TypedSql Cast(TypedSql value, SqlType target, int position) =>
        Coercion.Cast(value, target) ?? throw SqlErrors.InvalidCast(Text, position, value.Type.ToString(), target.Kind.ToString().ToUpperInvariant());

    /// <summary>Casts what may be no value of the type, to null then. Snowflake takes nothing but text here.</summary>
    private TypedSql TryCast(TypedSql value, SqlType target, int position) =>
        value.Type.Kind is not SqlTypeKind.Varchar ? throw SqlErrors.TryCast(Text, position, value.Type, target)
        : Coercion.Cast(value, target, isTry: true)
            ?? throw SqlErrors.InvalidCast(Text, position, value.Type.ToString(), target.Kind.ToString().ToUpperInvariant());

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
