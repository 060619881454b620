using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>The form that an answer must have: a JSON Schema within the part that Snowflake takes.</summary>
/// <remarks>The rules are those of Snowflake's page "AI_COMPLETE structured outputs". A schema costs prompt tokens.</remarks>
public sealed class ResponseSchema
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, ResponseSchema> Derived = [];

    private ResponseSchema(JsonElement schema)
    {
        Schema = schema;
        Format = SqlText.Trusted(SqlStatement.Create($"{{'type': 'json', 'schema': {SqlLiteral.Of(schema)}}}").Text);
    }

    /// <summary>The JSON Schema; its root is an object.</summary>
    public JsonElement Schema { get; }

    /// <summary>The constant for <c>response_format</c>.</summary>
    internal SqlText Format { get; }

    /// <summary>Takes a JSON Schema as it is, after checking it.</summary>
    /// <param name="json">A JSON Schema whose root is of type object.</param>
    /// <exception cref="ArgumentException">
    /// The text is no JSON, or uses what Snowflake refuses; the message names the place and the keyword.
    /// </exception>
    public static ResponseSchema Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonElement schema;
        try
        {
            schema = JsonElement.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The response schema is not JSON (line {exception.LineNumber + 1}).", nameof(json), exception);
        }

        ResponseSchemaRules.Check(schema);
        return new(schema);
    }

    /// <summary>
    /// Derives the schema from a type: every property required, nothing else allowed, formats and bounds left out, because Snowflake
    /// refuses them. Nullable members lose their null: a schema cannot say it.
    /// </summary>
    /// <typeparam name="T">A type that is a JSON object: not a dictionary, not recursive, not polymorphic.</typeparam>
    /// <param name="typeInfo">The type's metadata, from a source-generated context.</param>
    /// <exception cref="ArgumentException">The type has no such schema; the message names the place.</exception>
    public static ResponseSchema Of<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return Derived.GetValue(typeInfo, static info =>
        {
            var node = info.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
            var schema = JsonElement.Parse(ResponseSchemaCleaner.Clean(node, info.Type).ToJsonString());
            ResponseSchemaRules.Check(schema);
            return new ResponseSchema(schema);
        });
    }

    /// <summary>The JSON Schema as text.</summary>
    public override string ToString() => Schema.GetRawText();
}
