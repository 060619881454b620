using System.Collections.Immutable;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on functions.</content>
internal sealed partial class Parser
{
    /// <summary>Reads the body of a function: an expression, or a query that gives one value.</summary>
    public static Expr ParseBody(string text)
    {
        var parser = new Parser(text);
        var position = parser._tokens.Position;
        Expr body = parser.StartsQuery() ? new Expr.Scalar(position, parser.ParseQuery()) : parser.ParseExpr();
        parser._tokens.AcceptOperator(";");
        parser.ExpectEnd();
        return body;
    }

    private Statement.CreateFunction ParseCreateFunction(CreateHead head)
    {
        var ifNotExists = AcceptIfNotExists();
        var name = ParseFunctionName();
        _tokens.ExpectOperator("(");
        var parameters = _tokens.IsOperator(")") ? [] : List(ParseParameter);
        _tokens.ExpectOperator(")");
        _tokens.Accept("COPY", "GRANTS");
        _tokens.Expect("RETURNS");
        if (_tokens.IsWord("TABLE"))
            throw Unsupported("RETURNS TABLE");
        var returns = ParseType();
        var strict = false;
        string? comment = null;
        while (!_tokens.Accept("AS"))
        {
            if (_tokens.Accept("RETURNS", "NULL", "ON", "NULL", "INPUT") || _tokens.Accept("STRICT"))
            {
                strict = true;
            }
            else if (_tokens.Accept("LANGUAGE"))
            {
                if (!_tokens.IsWord("SQL"))
                    throw Refused("LANGUAGE " + NextWord(), _tokens.Position);
                _tokens.Skip();
            }
            else if (ParseComment() is { } text)
            {
                comment = text;
            }
            else if (!AcceptFunctionProperty())
            {
                throw _tokens.Unexpected();
            }
        }

        return new(
            head.Position, name, head.OrReplace, ifNotExists, parameters, returns, _tokens.StringLiteral(), strict, head.Modifiers.Contains("SECURE"),
            comment);
    }

    /// <summary>
    /// A new function's name. Database and schema may be in quotes; the name itself may not where the body is SQL (Snowflake's page on identifiers).
    /// </summary>
    private ObjectName ParseFunctionName()
    {
        var name = ParseObjectName();
        return _tokens.Text[_tokens.LastEnd - 1] != '"' && new SqlIdentifier(name.Parts[^1]).ToString() == name.Parts[^1]
            ? name
            : throw SqlErrors.Unsupported(
                _tokens.Text, name.Position, "function name in quotes",
                "Snowflake refuses it too where the body is SQL, so give one that needs none");
    }

    /// <summary>Properties that change no result: a promise not to return null, how often Snowflake may call it.</summary>
    private bool AcceptFunctionProperty() =>
        _tokens.Accept("COPY", "GRANTS") || _tokens.Accept("CALLED", "ON", "NULL", "INPUT") || _tokens.Accept("NOT", "NULL") || _tokens.Accept("NULL")
        ||
        _tokens.Accept("VOLATILE") || _tokens.Accept("IMMUTABLE") || _tokens.Accept("MEMOIZABLE");

    private FunctionParameter ParseParameter()
    {
        var name = _tokens.Name();
        var type = ParseType();
        if (!_tokens.Accept("DEFAULT"))
            return new(name, type, null);
        var start = _tokens.Position;
        ParseAdditive();
        return new(name, type, _tokens.Text[start.._tokens.LastEnd]);
    }

    private Statement.DropFunction ParseDropFunction(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        return new(position, ParseObjectName(), ParseSignature(), ifExists);
    }

    private Statement.DescribeFunction ParseDescribeFunction(int position) => new(position, ParseObjectName(), ParseSignature());

    /// <summary>The types that tell one function from others of its name.</summary>
    private ImmutableArray<SqlType> ParseSignature()
    {
        _tokens.ExpectOperator("(");
        var types = _tokens.IsOperator(")") ? [] : List(ParseType);
        _tokens.ExpectOperator(")");
        return types;
    }
}
