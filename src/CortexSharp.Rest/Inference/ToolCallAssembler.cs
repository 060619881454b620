using System.Text;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>Puts tool calls together from whole ones or from fragments, in both dialects.</summary>
/// <remarks>
/// Chat completions number the calls (<c>index</c>); <c>inference:complete</c> does not, and a fragment belongs to the latest id.
/// Some servers repeat the id with each fragment, which begins no new call.
/// </remarks>
internal sealed class ToolCallAssembler
{
    private readonly List<Building> _calls = [];

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<ToolCall> Calls => [.. _calls.Select(static call => new ToolCall(call.Id, call.Name, call.Arguments.ToString()))];

    /// <summary>Takes an item of <c>tool_calls</c>.</summary>
    public ToolCallDelta? AddChat(JsonElement item)
    {
        var function = item.Member("function");
        int? number = item.Member("index") is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var value) ? value : null;
        return Add(Find(item.Text("id"), number), function.Text("name"), function.Text("arguments"));
    }

    /// <summary>Takes a <c>tool_use</c> item, nested or flat.</summary>
    public ToolCallDelta? AddToolUse(JsonElement item)
    {
        var use = item.Member("tool_use") is { ValueKind: JsonValueKind.Object } nested ? nested : item;
        var input = use.Member("input");
        var arguments = input.Text() ?? (input.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? input.GetRawText() : null);
        return Add(Find(use.Text("tool_use_id"), null), use.Text("name"), arguments);
    }

    private Building Find(string? id, int? number)
    {
        id = id is { Length: > 0 } ? id : null;
        var known = (number, id) switch
        {
            ({ } place, _) => _calls.FindLast(call => call.Number == place),
            (null, { } name) => _calls.Find(call => call.Id == name),
            _ => _calls.LastOrDefault(),
        };
        if (known is not null && (id is null || id == known.Id))
            return known;
        if (id is null)
            throw new JsonException("A piece of a tool call came before its id.");
        var call = new Building(_calls.Count, id, number);
        _calls.Add(call);
        return call;
    }

    private static ToolCallDelta? Add(Building call, string? name, string? arguments)
    {
        var isNew = !call.IsTold;
        call.IsTold = true;
        if (call.Name.Length == 0 && name is not null)
            call.Name = name;
        call.Arguments.Append(arguments);
        return isNew || arguments is { Length: > 0 } ? new ToolCallDelta(call.Position, call.Id, call.Name, arguments ?? "") : null;
    }

    private sealed class Building(int position, string id, int? number)
    {
        public int Position { get; } = position;

        public string Id { get; } = id;

        public int? Number { get; } = number;

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();

        public bool IsTold { get; set; }
    }
}
