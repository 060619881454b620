namespace CortexSharp.Completions;

/// <summary>What the completion functions of SQL cannot carry, refused by name before anything is sent.</summary>
internal static class SqlCompletionRules
{
    /// <summary>Throws for a request that is wrong, or that only REST can carry.</summary>
    public static void Check(CompletionRequest request)
    {
        ConversationRules.Check(request.Messages);
        request.Options?.Check();
        if (request.Tools.Count > 0)
            throw Refused(request, nameof(CompletionRequest.Tools), "SQL has no tools");
        if (request.ToolChoice is not null)
            throw Refused(request, nameof(CompletionRequest.ToolChoice), "SQL has no tools");
        foreach (var part in request.Messages.SelectMany(static message => message.Parts))
        {
            if (part is not TextPart)
                throw Refused(request, part.GetType().Name, part is ImagePart ? "SQL takes images from a stage only" : "SQL has no tools");
        }

        if (request.HistoryMode is HistoryMode.Messages)
            throw Refused(request, nameof(HistoryMode.Messages), "AI_COMPLETE takes a single prompt");
    }

    private static CortexException Refused(CompletionRequest request, string what, string why) =>
        new(CortexErrorKind.NotSupported, $"{what} cannot be sent by SQL: {why}. Use the REST client (UseRest), or leave it out.")
        {
            Model = request.Model,
        };
}
