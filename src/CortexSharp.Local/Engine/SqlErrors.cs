using System.Globalization;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine;

/// <summary>The errors of Snowflake's compiler and run time, in its words and numbers.</summary>
internal static class SqlErrors
{
    /// <summary>A token stands where it cannot.</summary>
    public static LocalSqlException Syntax(string text, int offset, string? token) =>
        new(1003, "42000", $"SQL compilation error:\nsyntax error {Place(text, offset)} unexpected '{token ?? "<EOF>"}'.");

    /// <summary>Something that Snowflake may know and this engine does not, with the reason where there is one.</summary>
    public static LocalSqlException Unsupported(string text, int offset, string construct, string? reason = null) =>
        new(
            2, "0A000",
            $"SQL compilation error: error {Place(text, offset)}\nUnsupported feature '{construct}': "
            + $"{reason ?? "the offline Cortex does not execute it"} (see docs/offline-cortex.md).");

    public static LocalSqlException InvalidIdentifier(string text, int offset, string name) =>
        new(904, "42000", $"SQL compilation error: error {Place(text, offset)}\ninvalid identifier '{name}'");

    public static LocalSqlException AmbiguousColumn(string text, int offset, string name) =>
        new(1012, "42702", $"SQL compilation error: error {Place(text, offset)}\nambiguous column name '{name}'");

    /// <summary>A function that is not there.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="near">The name that was perhaps meant.</param>
    public static LocalSqlException UnknownFunction(string name, string? near = null) => name.Contains('.', StringComparison.Ordinal)
        ? new(2141, "42601", $"SQL compilation error:\nUnknown user-defined function {name}")
        : new(2140, "42601", $"SQL compilation error:\nUnknown function {name}{(near is null ? "" : $" (did you mean {near}?)")}");

    public static LocalSqlException InvalidArgumentTypes(string text, int offset, string function, IEnumerable<SqlType> types) =>
        new(
            1044, "42P13",
            $"SQL compilation error: error {Place(text, offset)}\nInvalid argument types for function '{function}': ({string.Join(", ", types)})");

    public static LocalSqlException WindowOrder(string function) =>
        new(2303, "42601", $"SQL compilation error:\nWindow function type [{function}] requires ORDER BY in window specification.");

    public static LocalSqlException WindowMissing(string function) =>
        new(2303, "42601", $"SQL compilation error:\nMissing window specification for function [{function}].");

    public static LocalSqlException ObjectMissing(string kind, string name) =>
        new(2003, "42S02", $"SQL compilation error:\n{kind} '{name}' does not exist or not authorized.");

    public static LocalSqlException ObjectExists(string name) =>
        new(2002, "42710", $"SQL compilation error:\nObject '{name}' already exists.");

    /// <summary>An object of this name is there, but it is something else.</summary>
    public static LocalSqlException OfOtherKind(string name, ObjectKind actual, ObjectKind expected) =>
        new(2203, "02000", $"SQL compilation error:\nObject '{name}' found is of type '{Upper(actual)}', not specified type '{Upper(expected)}'.");

    /// <summary>The name is taken by an object of another kind, which <c>OR REPLACE</c> does not replace.</summary>
    public static LocalSqlException ExistsAs(string name, ObjectKind kind) =>
        new(1998, "42710", $"SQL compilation error:\nObject '{name}' already exists as {Upper(kind)}");

    public static LocalSqlException DuplicateColumn(string name) => new(2025, "42S21", $"SQL compilation error:\nduplicate column name '{name}'");

    public static LocalSqlException ColumnExists(string name) => new(1430, "42601", $"SQL compilation error:\ncolumn '{name}' already exists");

    public static LocalSqlException MissingColumnName(string expression) =>
        new(2022, "42601", $"SQL compilation error:\nMissing column specification: give {expression} a name with AS");

    /// <summary>The number of <see cref="ViewExpansion"/>, which is not wrapped again.</summary>
    public const int ViewExpansionCode = 2037;

    /// <summary>A view's query fails: a table that it reads has gone, for one.</summary>
    public static LocalSqlException ViewExpansion(string view, string reason) =>
        new(ViewExpansionCode, "42601", $"SQL compilation error:\nFailure during expansion of view '{view}': {reason}");

    public static LocalSqlException ViewChanged(string view, int declared, int actual) =>
        new(
            2057, "42601",
            $"SQL compilation error:\nView definition for '{view}' declared {declared} column(s), but view query produces {actual} column(s).");

    /// <summary>The number of <see cref="Recursive"/>.</summary>
    public const int RecursiveCode = 2072;

    public static LocalSqlException Recursive(string name) =>
        new(RecursiveCode, "42P19", $"SQL compilation error:\n'{name}' refers to itself, by itself or through others.");

    public static LocalSqlException ArgumentCount(string text, int offset, string function, string problem) =>
        new(938, "22023", $"SQL compilation error: error {Place(text, offset)}\n{problem} arguments for function [{function}]");

    public static LocalSqlException InvalidArgument(string text, int offset, string problem) =>
        new(1015, "22023", $"SQL compilation error: error {Place(text, offset)}\n{problem}");

    public static LocalSqlException InvalidCast(string text, int offset, string from, string to) =>
        new(1007, "22023", $"SQL compilation error: error {Place(text, offset)}\ninvalid type [CAST({from} AS {to})] for parameter 'TO_{to}'");

    public static LocalSqlException TryCast(string text, int offset, SqlType from, SqlType to) =>
        new(
            1065, "22023",
            $"SQL compilation error: error {Place(text, offset)}\nFunction TRY_CAST cannot be used with arguments of types "
            + $"{(from.Kind is SqlTypeKind.Null ? "NULL" : from)} and {to}");

    public static LocalSqlException TypeMismatch(string column, string expected, string actual) =>
        new(
            2023, "22000",
            $"SQL compilation error:\nExpression type does not match column data type, expecting {expected} but got {actual} for column {column}");

    public static LocalSqlException NotGrouped(string text, int offset, string name) =>
        new(
            979, "42601",
            $"SQL compilation error: error {Place(text, offset)}\n'{name}' in select clause is neither an aggregate nor in the group by clause.");

    public static LocalSqlException InvalidOrderBy(string text, int offset, string expression) =>
        new(
            1015, "22023",
            $"SQL compilation error: error {Place(text, offset)}\n[{expression}] is not a valid order by expression: SELECT DISTINCT orders by "
            + "what it selects.");

    public static LocalSqlException WrongValueCount(string expected, string actual) =>
        new(2020, "21S01", $"SQL compilation error:\nInsert value list does not match column list expecting {expected} but got {actual}");

    public static LocalSqlException TooDeep(string text, int offset) =>
        TooLarge(text, offset, "the statement is nested too deeply (200 levels, or 900 operators in a row that group from the left)");

    /// <summary>The statement goes beyond a limit of this engine, which Snowflake may set elsewhere.</summary>
    public static LocalSqlException TooLarge(string text, int offset, string limit) =>
        new(1003, "42000", $"SQL compilation error: error {Place(text, offset)}\nQuery too complex: {limit}.");

    /// <summary>As <see cref="TooLarge(string, int, string)"/>, where it is not known which part does.</summary>
    public static LocalSqlException TooLarge(string limit) => new(
        2, "0A000",
        $"SQL compilation error:\nThe statement is larger than the offline Cortex can execute ({limit}): write its parts to tables (see "
        + "docs/offline-cortex.md).");

    public static LocalSqlException NumberNotRecognized(string value) => new(100038, "22018", $"Numeric value '{value}' is not recognized");

    public static LocalSqlException BooleanNotRecognized(string value) => new(100037, "22018", $"Boolean value '{value}' is not recognized");

    public static LocalSqlException DateNotRecognized(string value) => new(100040, "22007", $"Date '{value}' is not recognized");

    public static LocalSqlException TimestampNotRecognized(string value) => new(100035, "22007", $"Timestamp '{value}' is not recognized");

    public static LocalSqlException TimeNotRecognized(string value) => new(100108, "22007", $"Time '{value}' is not recognized");

    public static LocalSqlException NotOfFormat(string value, string type, string format) =>
        new(100096, "22007", $"Can't parse '{value}' as {type} with format '{format}'");

    public static LocalSqlException TimestampOutOfRange() =>
        new(100035, "22007", "Date or timestamp out of range: the offline Cortex holds the years 1 to 9999");

    public static LocalSqlException NumberOutOfRange(string value) => new(100039, "22003", $"Numeric value '{value}' is out of range");

    public static LocalSqlException NumberOverflow() =>
        new(100046, "22003", "Number out of representable range: the offline Cortex keeps 18 digits of a NUMBER, those behind the point included");

    public static LocalSqlException NaNRefused() => new(100037, "22018", "REAL value 'NaN' is not supported by the offline Cortex");

    public static LocalSqlException DivisionByZero() => new(100051, "22012", "Division by zero");

    public static LocalSqlException StringTooLong(string value) => new(100078, "22000", $"String '{value}' is too long and would be truncated");

    public static LocalSqlException VariantCast(string value, string type) => new(100071, "22000", $"Failed to cast variant value {value} to {type}");

    public static LocalSqlException InvalidJson(string reason) => new(100069, "22P02", $"Error parsing JSON: {reason}");

    public static LocalSqlException NullInNotNull() => new(100072, "22000", "NULL result in a non-nullable column");

    public static LocalSqlException SeveralRows() => new(90150, "22000", "Single-row subquery returns more than one row.");

    public static LocalSqlException DuplicateMergeRow() => new(100090, "42P18", "Duplicate row detected during DML action");

    /// <summary>Any failure while running for which there is no better name.</summary>
    public static LocalSqlException Execution(string message) => new(100183, "P0000", message);

    private static string Upper(ObjectKind kind) => kind.ToString().ToUpperInvariant();

    private static string Place(string text, int offset)
    {
        // Snowflake counts lines from 1 and positions within the line from 0.
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return string.Create(
            CultureInfo.InvariantCulture, $"line {before.Count('\n') + 1} at position {before.Length - before.LastIndexOf('\n') - 1}");
    }
}
