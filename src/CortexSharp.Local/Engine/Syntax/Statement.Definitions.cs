using System.Collections.Immutable;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on the catalog.</content>
internal abstract partial record Statement
{
    /// <summary><c>CREATE TABLE</c>: of columns, of a query, or after another table.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Table">The table.</param>
    /// <param name="OrReplace">Whether a table of that name gives way.</param>
    /// <param name="IfNotExists">Whether a table of that name is left as it is.</param>
    /// <param name="Columns">The columns; empty where the query or the template says them.</param>
    /// <param name="Source">The query that fills it.</param>
    /// <param name="Template">The table of <c>LIKE</c> or <c>CLONE</c>.</param>
    /// <param name="WithRows">Whether the template's rows come along: <c>CLONE</c>.</param>
    /// <param name="IsTransient">Whether it is transient, which only <c>SHOW</c> tells.</param>
    /// <param name="Comment">Its comment.</param>
    public sealed record CreateTable(
        int Position,
        ObjectName Table,
        bool OrReplace,
        bool IfNotExists,
        ImmutableArray<ColumnDefinition> Columns,
        Query? Source,
        ObjectName? Template,
        bool WithRows,
        bool IsTransient,
        string? Comment) : Statement(Position);

    public sealed record AlterColumns(int Position, ObjectName Table, bool IfExists, ImmutableArray<ColumnChange> Changes) : Statement(Position);

    /// <summary><c>CREATE VIEW</c>.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="View">The view.</param>
    /// <param name="OrReplace">Whether a view of that name gives way.</param>
    /// <param name="IfNotExists">Whether a view of that name is left as it is.</param>
    /// <param name="Columns">Names given to its columns, with comments; empty for the query's own.</param>
    /// <param name="Query">The query.</param>
    /// <param name="Body">The query's text.</param>
    /// <param name="IsSecure">Whether it is secure, which only <c>SHOW</c> tells.</param>
    /// <param name="Comment">Its comment.</param>
    public sealed record CreateView(
        int Position,
        ObjectName View,
        bool OrReplace,
        bool IfNotExists,
        ImmutableArray<(string Name, string? Comment)> Columns,
        Query Query,
        string Body,
        bool IsSecure,
        string? Comment) : Statement(Position);

    /// <summary><c>CREATE SCHEMA</c> and <c>CREATE DATABASE</c>.</summary>
    public sealed record CreateSchema(int Position, ObjectKind Kind, ObjectName Name, bool OrReplace, bool IfNotExists, string? Comment)
        : Statement(Position);

    /// <summary><c>CREATE FUNCTION</c> with a body in SQL.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Function">The function.</param>
    /// <param name="OrReplace">Whether a function of that name and those types gives way.</param>
    /// <param name="IfNotExists">Whether such a function is left as it is.</param>
    /// <param name="Parameters">Its parameters.</param>
    /// <param name="Returns">The type of its result.</param>
    /// <param name="Body">An expression or a query of one value.</param>
    /// <param name="IsStrict">Whether a null argument makes it null.</param>
    /// <param name="IsSecure">Whether it is secure, which only <c>SHOW</c> tells.</param>
    /// <param name="Comment">Its comment.</param>
    public sealed record CreateFunction(
        int Position,
        ObjectName Function,
        bool OrReplace,
        bool IfNotExists,
        ImmutableArray<FunctionParameter> Parameters,
        SqlType Returns,
        string Body,
        bool IsStrict,
        bool IsSecure,
        string? Comment) : Statement(Position);

    public sealed record DropFunction(int Position, ObjectName Function, ImmutableArray<SqlType> Types, bool IfExists) : Statement(Position);

    /// <summary><c>DROP</c> of a table, view, schema or database.</summary>
    public sealed record Drop(int Position, ObjectKind Kind, ObjectName Name, bool IfExists) : Statement(Position);

    /// <summary><c>ALTER … RENAME TO</c> of a table or view.</summary>
    public sealed record Rename(int Position, ObjectKind Kind, ObjectName Name, ObjectName To, bool IfExists) : Statement(Position);

    /// <summary><c>COMMENT ON</c> and <c>ALTER … SET COMMENT</c>.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Kind">The kind of object.</param>
    /// <param name="Name">The object; of a column, its table.</param>
    /// <param name="Column">The column; null for the object itself.</param>
    /// <param name="Text">The comment; null to take it away.</param>
    /// <param name="IfExists">Whether a missing object is no mistake.</param>
    public sealed record SetComment(int Position, ObjectKind Kind, ObjectName Name, string? Column, string? Text, bool IfExists)
        : Statement(Position);

    /// <summary><c>DESCRIBE TABLE</c> and <c>DESCRIBE VIEW</c>.</summary>
    public sealed record Describe(int Position, ObjectKind Kind, ObjectName Name) : Statement(Position)
    {
        public override bool IsReading => true;
    }

    public sealed record DescribeFunction(int Position, ObjectName Function, ImmutableArray<SqlType> Types) : Statement(Position)
    {
        public override bool IsReading => true;
    }

    /// <summary><c>SHOW</c> of some kind of objects.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Kind">The kind, such as <c>TABLES</c>.</param>
    /// <param name="Pattern">The pattern of <c>LIKE</c>, which ignores case.</param>
    /// <param name="Scope">The names after <c>IN</c>: a database, a schema with or without its database; null for the request's schema.</param>
    /// <param name="ScopeKind"><c>ACCOUNT</c>, <c>DATABASE</c> or <c>SCHEMA</c>.</param>
    /// <param name="Prefix">What names start with, in exact case.</param>
    /// <param name="Limit">How many rows at most.</param>
    /// <param name="IsTerse">Whether only the first columns are asked for.</param>
    public sealed record Show(
        int Position, string Kind, string? Pattern, ImmutableArray<string> Scope, string? ScopeKind, string? Prefix = null, int? Limit = null,
        bool IsTerse = false)
            : Statement(Position)
    {
        public override bool IsReading => true;
    }
}
