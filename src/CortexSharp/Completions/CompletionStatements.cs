using System.Globalization;
using System.Runtime.CompilerServices;
using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>
/// Builds the SQL of the completion functions. Prompts are binds; model, options and schema are constants, as the functions demand.
/// </summary>
internal static class CompletionStatements
{
    private static readonly SqlText Nothing = SqlText.Trusted("");

    // By name always: the positional form silently gives NULL (noted by Snowpark's authors).
    private static readonly SqlText ErrorDetails = SqlText.Trusted(", return_error_details => TRUE");

    /// <summary>One question by <c>AI_COMPLETE</c>; the cell is JSON text.</summary>
    public static SqlStatement Complete(CompletionRequest request, bool errorDetails)
    {
        var call = AiComplete(
            request.Model, SqlStatement.Create($"{Transcript.Render(request.Messages)}"), request.Options, request.ResponseSchema, errorDetails);
        // Whether the function's result is text, VARIANT or OBJECT on the wire is not documented; this makes JSON text of each.
        return SqlStatement.Create($"SELECT TO_JSON(TO_VARIANT({call})) AS RESPONSE");
    }

    /// <summary>One conversation by the function that Snowflake has announced to deprecate; the cell is JSON text.</summary>
    public static SqlStatement LegacyComplete(CompletionRequest request)
    {
        var options = LegacyOptions(request.Options, request.ResponseSchema);
        return SqlStatement.Create(
            $"SELECT SNOWFLAKE.CORTEX.COMPLETE({SqlLiteral.Of(request.Model)}, PARSE_JSON({Transcript.ToJson(request.Messages)}), {options}) AS "
            + $"RESPONSE");
    }

    /// <summary>Tokens of a text; the cell is JSON text.</summary>
    public static SqlStatement CountTokens(string model, string text, bool errorDetails)
    {
        var details = errorDetails ? ErrorDetails : Nothing;
        return SqlStatement.Create(
            $"SELECT TO_JSON(TO_VARIANT(AI_COUNT_TOKENS('ai_complete', {SqlLiteral.Of(model)}, {text}{details}))) AS RESPONSE");
    }

    /// <summary>The call of <c>AI_COMPLETE</c> over a prompt that is a bind or a column.</summary>
    public static SqlStatement AiComplete(string model, SqlStatement prompt, CompletionOptions? options, ResponseSchema? schema, bool errorDetails)
    {
        var parameters = ModelParameters(options) is { } set ? SqlText.Trusted($", model_parameters => {{{set}}}") : Nothing;
        var format = schema is null ? Nothing : SqlText.Trusted($", response_format => {schema.Format}");
        var details = errorDetails ? ErrorDetails : Nothing;
        return SqlStatement.Create(
            $"AI_COMPLETE(model => {SqlLiteral.Of(model)}, prompt => {prompt}{parameters}{format}, show_details => TRUE{details})");
    }

    /// <summary>The call of <c>TRY_COMPLETE</c> over a column; giving options makes it return usage too, and then it wants a history.</summary>
    public static SqlStatement TryComplete(
        string model, SqlStatement prompt, CompletionOptions? options, ResponseSchema? schema) => SqlStatement.Create(
        $"SNOWFLAKE.CORTEX.TRY_COMPLETE({SqlLiteral.Of(model)}, ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', {prompt})), "
        + $"{LegacyOptions(options, schema)})");

    /// <summary>The options that are set, as the inside of an object constant; null when none is.</summary>
    private static string? ModelParameters(CompletionOptions? options)
    {
        if (options is null or { Temperature: null, TopP: null, MaxTokens: null, Guardrails: null })
            return null;
        var text = new DefaultInterpolatedStringHandler(64, 4, CultureInfo.InvariantCulture);
        var separator = "'";
        if (options.Temperature is { } temperature)
            Append(ref text, ref separator, "temperature", temperature);
        if (options.TopP is { } topP)
            Append(ref text, ref separator, "top_p", topP);
        if (options.MaxTokens is { } maxTokens)
            Append(ref text, ref separator, "max_tokens", maxTokens);
        if (options.Guardrails is { } guardrails)
            Append(ref text, ref separator, "guardrails", guardrails ? "TRUE" : "FALSE");
        return text.ToStringAndClear();
    }

    private static void Append<T>(ref DefaultInterpolatedStringHandler text, ref string separator, string key, T value)
    {
        text.AppendLiteral(separator);
        text.AppendLiteral(key);
        text.AppendLiteral("': ");
        text.AppendFormatted(value);
        separator = ", '";
    }

    private static SqlText LegacyOptions(CompletionOptions? options, ResponseSchema? schema)
    {
        var parameters = ModelParameters(options);
        if (schema is null)
            return SqlText.Trusted($"{{{parameters}}}");
        var separator = parameters is null ? "" : ", ";
        return SqlText.Trusted($"{{{parameters}{separator}'response_format': {schema.Format}}}");
    }
}
