using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>The schema that an answer must follow.</summary>
/// <param name="Schema">The JSON schema.</param>
/// <param name="Tokens">What it adds to the prompt: Snowflake bills the schema as input.</param>
internal sealed record ResponseSchema(JsonElement Schema, int Tokens)
{
    /// <summary>Reads a response format, <c>{'type':'json','schema':{…}}</c>.</summary>
    /// <param name="json">The response format.</param>
    /// <param name="strict">Whether OpenAI's stricter rules hold.</param>
    /// <returns>The schema; an error has Snowflake's words (page AI_COMPLETE structured outputs, section on error conditions).</returns>
    public static Parsed<ResponseSchema> Parse(string json, bool strict)
    {
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Object } format
            || !format.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String || !type.ValueEquals("json"))
        {
            return Parsed<ResponseSchema>.Failed("please provide a type for the response format object");
        }

        if (!format.TryGetProperty("schema", out var schema) || schema.ValueKind is not JsonValueKind.Object)
            return Parsed<ResponseSchema>.Failed("please provide a schema for the response format object");
        return new SchemaRules(schema, strict).FindViolation() is { } reason
            ? Parsed<ResponseSchema>.Failed($"input schema validation error: {reason}")
            : new ResponseSchema(schema, TokenCounter.Count(schema.GetRawText()));
    }
}
