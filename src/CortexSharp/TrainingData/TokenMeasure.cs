using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Tells in SQL how many tokens a text has.</summary>
internal sealed class TokenMeasure
{
    /// <summary>What Snowflake's pages reckon with.</summary>
    public const int CharactersPerToken = 4;

    private readonly string? _model;

    private TokenMeasure(string? model) => _model = model;

    /// <summary>Goes by characters alone.</summary>
    public static TokenMeasure Estimate { get; } = new(null);

    public bool IsByServer => _model is not null;

    /// <summary>The measure for a request.</summary>
    /// <param name="executor">Where it is tried whether Snowflake counts for the base model.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">How the statement is run.</param>
    /// <param name="mayBeLong">Whether any text may be over a limit; else nothing needs to be counted.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">Snowflake is to count, and does not for this model.</exception>
    public static async Task<TokenMeasure> ForAsync(
        ISqlExecutor executor, TrainingDataRequest request, SqlExecutionOptions options, bool mayBeLong, CancellationToken cancellationToken)
    {
        var isDemanded = request.TokenCounting == TokenCounting.Server;
        if (request.TokenCounting == TokenCounting.Estimate || (!mayBeLong && !isDemanded))
            return Estimate;
        var counted = new TokenMeasure(request.BaseModel.Name);
        var trial = SqlStatement.Create($"SELECT {counted.Count(SqlStatement.Create($"'one'"))} AS N");
        try
        {
            if (await executor.QueryScalarAsync<long?>(
                trial, options with { Effect = SqlEffect.Read }, cancellationToken).ConfigureAwait(false) is not null)
            {
                return counted;
            }
        }
        catch (CortexException e) when (!isDemanded && !e.IsTransient)
        {
            // Not every role may call it.
        }

        return !isDemanded ? Estimate : throw new CortexException(
            CortexErrorKind.NotSupported,
            $"Snowflake does not count tokens for {request.BaseModel.Name}: "
            + $"set {nameof(TrainingDataRequest)}.{nameof(TrainingDataRequest.TokenCounting)} to {nameof(TokenCounting.Estimate)}.");
    }

    /// <summary>Whether a text may have more tokens than a limit: a token is at least a byte.</summary>
    public static SqlStatement MayBeOver(string text, int limit) =>
        SqlStatement.Create($"OCTET_LENGTH({TrainingRows.Trusted(text)}) > {SqlLiteral.Of(limit)}");

    public static SqlStatement EstimateOf(string text) =>
        SqlStatement.Create($"CEIL(LENGTH({TrainingRows.Trusted(text)}) / {SqlLiteral.Of(CharactersPerToken)})");

    /// <summary>
    /// The tokens of a text as the server counts them; NULL where it cannot or is not asked, as for a text that cannot be over a limit.
    /// </summary>
    public SqlStatement CountAbove(string text, int limit) => IsByServer
        ? Count(SqlStatement.Create($"IFF({MayBeOver(text, limit)}, {TrainingRows.Trusted(text)}, NULL)"))
        : SqlStatement.Create($"NULL::NUMBER");

    /// <summary>The tokens of a text, right as far as they are above a limit.</summary>
    private SqlStatement Tokens(string text, int limit) => SqlStatement.Create($"COALESCE({CountAbove(text, limit)}, {EstimateOf(text)})");

    /// <summary>Whether a text has more tokens than a limit.</summary>
    public SqlStatement IsOver(string text, int limit) => IsByServer
        ? SqlStatement.Create($"{Tokens(text, limit)} > {SqlLiteral.Of(limit)}")
        : SqlStatement.Create($"LENGTH({TrainingRows.Trusted(text)}) > {SqlLiteral.Of((long)limit * CharactersPerToken)}");

    /// <summary>A text cut to a limit.</summary>
    public SqlStatement Shortened(string text, int limit)
    {
        var sql = TrainingRows.Trusted(text);
        if (!IsByServer)
            return SqlStatement.Create($"LEFT({sql}, {SqlLiteral.Of((long)limit * CharactersPerToken)})");
        // By the text's own characters a token, and a tenth more, since tokens are not equally long everywhere.
        return SqlStatement.Create(
            $"IFF({IsOver(text, limit)}, LEFT({sql}, FLOOR(LENGTH({sql}) * {SqlLiteral.Of(limit)} * 0.9 / {Tokens(text, limit)})), {sql})");
    }

    /// <summary>How it counts, in words.</summary>
    public override string ToString() => IsByServer ? $"counted by AI_COUNT_TOKENS for {_model}" : $"at {CharactersPerToken} characters a token";

    private SqlStatement Count(SqlStatement text) => SqlStatement.Create($"AI_COUNT_TOKENS('ai_complete', {SqlLiteral.Of(_model!)}, {text})");
}
