using System.Collections.Immutable;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Names, written or given by <c>IDENTIFIER(…)</c>.</content>
internal sealed partial class Parser
{
    private ObjectName ParseObjectName()
    {
        var position = _tokens.Position;
        return new(position, NameParts(3));
    }

    /// <summary>A name of some parts. <c>IDENTIFIER('a.b')</c> and <c>IDENTIFIER(?)</c> stand for a whole one.</summary>
    private ImmutableArray<string> NameParts(int most)
    {
        if (_tokens.IsWord("IDENTIFIER") && _tokens.IsOperator("(", 1) && IsNameText(2))
        {
            _tokens.Skip();
            return NameInParentheses();
        }

        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add(_tokens.Name());
        while (parts.Count < most && _tokens.IsOperator(".") && _tokens.KindAt(1) is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
        {
            _tokens.Skip();
            parts.Add(_tokens.Name(allowReserved: true));
        }

        return parts.ToImmutable();
    }

    /// <summary>Whether what comes is a text that stands for a name, or a variable that would hold one.</summary>
    private bool IsNameText(int ahead) =>
        _tokens.KindAt(ahead) is SqlTokenKind.String or SqlTokenKind.DollarString or SqlTokenKind.Placeholder or SqlTokenKind.Variable
        || _tokens.IsOperator(":", ahead);

    /// <summary><c>('a.b')</c> or <c>(?)</c> behind <c>IDENTIFIER</c> or <c>TABLE</c>: a text read by the rules of names.</summary>
    private ImmutableArray<string> NameInParentheses()
    {
        _tokens.ExpectOperator("(");
        var position = _tokens.Position;
        string? text;
        if (_tokens.Kind is SqlTokenKind.Placeholder)
        {
            _tokens.Skip();
            text = _binds < _boundNames.Length ? _boundNames[_binds] : null;
            _binds++;
            _isNamedByBinds = true;
        }
        else
        {
            if (_tokens.IsOperator(":"))
                throw Unsupported("variable of Snowflake Scripting");
            text = _tokens.IsString ? _tokens.StringLiteral() : throw Unsupported("session variable " + _tokens.Span().ToString());
        }

        _tokens.ExpectOperator(")");
        try
        {
            return [.. SqlIdentifier.Parse(
                text ?? throw SqlErrors.InvalidArgument(_tokens.Text, position, "The name that is bound to IDENTIFIER is no text.")).Parts];
        }
        catch (ArgumentException)
        {
            throw SqlErrors.InvalidIdentifier(_tokens.Text, position, text!);
        }
    }
}
