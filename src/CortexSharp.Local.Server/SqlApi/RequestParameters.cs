using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>The session parameters that a request may set, of which those are refused that the offline Cortex cannot honour.</summary>
internal static class RequestParameters
{
    /// <summary>Takes the parameters into a request.</summary>
    /// <param name="parameters">The request's object of them; names in any case, values as text or numbers.</param>
    /// <param name="request">The request.</param>
    public static StatementRequest Apply(JsonElement parameters, StatementRequest request)
    {
        if (parameters.ValueKind is not JsonValueKind.Object)
            throw RequestException.InvalidPayload;
        foreach (var parameter in parameters.EnumerateObject())
            request = Apply(parameter.Name, TextOf(parameter.Value), request);
        return request;
    }

    private static StatementRequest Apply(string name, string value, StatementRequest request)
    {
        switch (name.ToUpperInvariant())
        {
            case "QUERY_TAG":
                return request with { Options = request.Options with { QueryTag = value } };
            case "MULTI_STATEMENT_COUNT":
                return request with { StatementCount = Whole(name, value) };
            case "ROWS_PER_RESULTSET":
                return request with { MaxRows = Whole(name, value) is var rows and > 0 ? rows : null };
            case "USE_CACHED_RESULT" or "CLIENT_RESULT_CHUNK_SIZE":
                return request; // about speed alone
            case "BINARY_OUTPUT_FORMAT" when value.Equals("HEX", StringComparison.OrdinalIgnoreCase):
                return request;
            case "TIMEZONE" or "BINARY_OUTPUT_FORMAT" or "DATE_OUTPUT_FORMAT" or "TIME_OUTPUT_FORMAT" or "TIMESTAMP_OUTPUT_FORMAT"
                or "TIMESTAMP_LTZ_OUTPUT_FORMAT" or "TIMESTAMP_NTZ_OUTPUT_FORMAT" or "TIMESTAMP_TZ_OUTPUT_FORMAT":
                throw RequestException.NotSupported(
                    $"the offline Cortex cannot set the parameter {name.ToUpperInvariant()} for one request; "
                    + "format the value in SQL with TO_VARCHAR.");
            default:
                throw new RequestException(System.Net.HttpStatusCode.BadRequest, "390142", null, $"The SQL API takes no parameter {name}.");
        }
    }

    private static int Whole(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new RequestException(System.Net.HttpStatusCode.BadRequest, "390142", null, $"The parameter {name} must be a whole number.");

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw RequestException.InvalidPayload,
    };
}
