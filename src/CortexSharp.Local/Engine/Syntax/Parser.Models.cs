using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on models and parameters.</content>
internal sealed partial class Parser
{
    private AccountStatement.ShowModels ParseShowModels(int position) => new(position, ParseShowObjects(position, "MODELS"));

    private AccountStatement.DropModel ParseDropModel(int position) =>
        // Snowflake's page does not have it, so nothing should come to rely on it here.
        _tokens.IsWord("IF") && _tokens.IsWord("EXISTS", 1) ? throw Unsupported("DROP MODEL IF EXISTS") : new(position, ParseObjectName());

    private AccountStatement.CommentModel ParseModelComment(int position)
    {
        var model = ParseObjectName();
        _tokens.Expect("IS");
        return new(position, model, IfExists: false, _tokens.StringLiteral());
    }

    private AccountStatement.ShowBaseModels ParseShowBaseModels(int position)
    {
        _tokens.Expect("BASE");
        _tokens.Expect("MODELS");
        var filter = ParseShowObjects(position, "CORTEX BASE MODELS");
        return new(position, filter, filter.Prefix, filter.Limit);
    }

    private AccountStatement.ShowVersions ParseShowVersions(int position)
    {
        var pattern = _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null;
        _tokens.Expect("IN");
        _tokens.Expect("MODEL");
        return new(position, ParseObjectName(), pattern);
    }

    private AccountStatement.ShowParameters ParseShowParameters(int position)
    {
        var pattern = _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null;
        // A session is one statement here, so it sees what the account has.
        if (_tokens.Accept("IN") && !_tokens.Accept("ACCOUNT") && !_tokens.Accept("SESSION"))
            throw Unsupported("SHOW PARAMETERS IN " + _tokens.Span().ToString().ToUpperInvariant());
        return new(position, pattern);
    }

    private AccountStatement ParseAlterModel(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var model = ParseObjectName();
        if (!ifExists && _tokens.Accept("RENAME", "TO"))
            return new AccountStatement.RenameModel(position, model, ParseObjectName());
        if (_tokens.Accept("SET", "TAG"))
        {
            return new AccountStatement.TagModel(position, model, ifExists, List(() =>
            {
                var tag = ParseObjectName();
                _tokens.ExpectOperator("=");
                return (tag, (string?)_tokens.StringLiteral());
            }));
        }

        if (_tokens.Accept("UNSET", "TAG"))
            return new AccountStatement.TagModel(position, model, ifExists, List(() => (ParseObjectName(), (string?)null)));
        // A tuned model has one version, so there is nothing to choose or to name (Snowflake's page ALTER MODEL has more).
        if (!_tokens.IsWord("SET") || !_tokens.IsWord("COMMENT", 1))
            throw Unsupported("ALTER MODEL … " + _tokens.Span().ToString().ToUpperInvariant());
        _tokens.Expect("SET");
        _tokens.Expect("COMMENT");
        _tokens.ExpectOperator("=");
        var comment = _tokens.StringLiteral();
        return _tokens.IsName()
            ? throw Unsupported("ALTER MODEL … SET " + _tokens.Span().ToString().ToUpperInvariant())
            : new AccountStatement.CommentModel(position, model, ifExists, comment);
    }

    private AccountStatement.SetParameters ParseAlterAccount(int position)
    {
        if (_tokens.Accept("UNSET"))
            return new(position, List(() => (_tokens.Position, _tokens.Name(), (string?)null)));
        if (!_tokens.Accept("SET"))
            throw Unsupported("ALTER ACCOUNT … " + _tokens.Span().ToString().ToUpperInvariant());
        var parameters = ImmutableArray.CreateBuilder<(int, string, string?)>();
        do
        {
            var at = _tokens.Position;
            var name = _tokens.Name();
            _tokens.ExpectOperator("=");
            parameters.Add((at, name, _tokens.IsString ? _tokens.StringLiteral() : _tokens.Take()));
            _tokens.AcceptOperator(",");
        }
        while (_tokens.IsName());
        return new(position, parameters.ToImmutable());
    }
}
