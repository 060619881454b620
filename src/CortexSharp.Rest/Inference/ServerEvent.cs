using System.Text.Json;

namespace CortexSharp.Rest.Inference;

/// <summary>One event of a stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Body">Its JSON; nothing for the end mark.</param>
internal readonly record struct ServerEvent(ServerEventKind Kind, JsonElement Body);
