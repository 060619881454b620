using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>A statement on the session itself. The engine has no sessions, so these are carried out here.</summary>
internal abstract record SessionCommand
{
    /// <summary><c>USE</c>.</summary>
    /// <param name="What">What is chosen: ROLE, WAREHOUSE, DATABASE, SCHEMA.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Use(string What, SqlIdentifier Name) : SessionCommand;

    /// <summary><c>USE SECONDARY ROLES</c>: there are none offline.</summary>
    public sealed record UseSecondaryRoles : SessionCommand;

    /// <summary><c>ALTER SESSION SET</c>, and <c>UNSET</c> where values are null.</summary>
    public sealed record Alter(ImmutableArray<(string Name, string? Value)> Parameters) : SessionCommand;

    /// <summary>Reads a statement on the session.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="binds">Its bound values.</param>
    /// <returns>Null when it is another statement.</returns>
    /// <exception cref="LocalSqlException">It begins as one, and is broken.</exception>
    public static SessionCommand? Read(string text, IReadOnlyList<SqlBind> binds)
    {
        var lexer = new SqlLexer(text);
        if (!lexer.TryReadSignificant(out var first) || first.Kind is not SqlTokenKind.Word || text.AsSpan(first.Start, first.Length) is var word
            && !word.Equals("USE", StringComparison.OrdinalIgnoreCase) && !word.Equals("ALTER", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var tokens = new TokenReader(text);
        SessionCommand? command = tokens.Accept("USE") ? ReadUse(tokens, binds) : tokens.Accept("ALTER", "SESSION") ? ReadAlter(tokens) : null;
        if (command is null)
            return null;
        tokens.AcceptOperator(";");
        return tokens.AtEnd ? command : throw tokens.Unexpected();
    }

    private static SessionCommand ReadUse(TokenReader tokens, IReadOnlyList<SqlBind> binds)
    {
        if (tokens.Accept("SECONDARY", "ROLES"))
        {
            tokens.Name(allowReserved: true);
            return new UseSecondaryRoles();
        }

        string[] kinds = ["ROLE", "WAREHOUSE", "DATABASE", "SCHEMA"];
        var kind = kinds.FirstOrDefault(k => tokens.Accept(k));
        var name = ReadName(tokens, binds);
        // USE DB is USE DATABASE DB, and USE DB.SCH is USE SCHEMA DB.SCH.
        kind ??= name.Parts.Count == 1 ? "DATABASE" : "SCHEMA";
        return name.Parts.Count <= (kind == "SCHEMA" ? 2 : 1) ? new Use(kind, name) : throw tokens.Unexpected();
    }

    private static SqlIdentifier ReadName(TokenReader tokens, IReadOnlyList<SqlBind> binds)
    {
        if (tokens.IsWord("IDENTIFIER") && tokens.IsOperator("(", 1))
        {
            tokens.Skip();
            tokens.Skip();
            var text = tokens.IsString ? tokens.StringLiteral()
                : tokens.Kind is SqlTokenKind.Placeholder && binds is [{ Value: string bound }] && tokens.Take() is not null ? bound
                    : throw tokens.Unexpected();
            tokens.ExpectOperator(")");
            try
            {
                return SqlIdentifier.Parse(text);
            }
            catch (ArgumentException)
            {
                throw tokens.Unexpected();
            }
        }

        var parts = new List<string> { tokens.Name() };
        while (tokens.AcceptOperator("."))
            parts.Add(tokens.Name(allowReserved: true));
        return parts.Count <= 3 ? new([.. parts]) : throw tokens.Unexpected();
    }

    private static Alter ReadAlter(TokenReader tokens)
    {
        var isSet = tokens.Accept("SET");
        if (!isSet)
            tokens.Expect("UNSET");
        var parameters = ImmutableArray.CreateBuilder<(string, string?)>();
        do
        {
            var name = tokens.Name();
            if (isSet)
                tokens.ExpectOperator("=");
            parameters.Add((name, isSet ? ReadValue(tokens) : null));
            tokens.AcceptOperator(",");
        }
        while (tokens.IsName());
        return new(parameters.ToImmutable());
    }

    private static string ReadValue(TokenReader tokens) => tokens switch
    {
        { IsString: true } => tokens.StringLiteral(),
        { Kind: SqlTokenKind.Number or SqlTokenKind.Word } => tokens.Take(),
        _ => throw tokens.Unexpected(),
    };
}
