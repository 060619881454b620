using System.Net;

namespace CortexSharp.Local.Server.Inference;

/// <summary>A request for inference is refused, or a model has no answer.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">Snowflake's words, or ours where it has none.</param>
/// <param name="code">Snowflake's number, when it gives one.</param>
internal sealed class InferenceException(HttpStatusCode status, string message, string? code = null) : Exception(message)
{
    private const string UnknownModel = "300014";

    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    /// <summary>What a model's failure is over REST.</summary>
    /// <param name="status">The status of the service behind the model.</param>
    /// <param name="reason">Its words.</param>
    public static InferenceException Of(int status, string reason) => reason.StartsWith("unknown model \"", StringComparison.Ordinal)
        ? new(HttpStatusCode.BadRequest, reason.Replace("unknown model ", "unknown model: ", StringComparison.Ordinal), UnknownModel)
        : new(status == 0 ? HttpStatusCode.BadRequest : (HttpStatusCode)status, reason);

    public static InferenceException Bad(string message) => new(HttpStatusCode.BadRequest, message);
}
