using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>Reads the options of <c>FINETUNE('CREATE', …)</c>; <c>max_epochs</c> is the only one documented.</summary>
internal static class JobOptions
{
    private const int DefaultEpochs = 3;
    private const int MaxEpochs = 10;

    /// <summary>How many epochs the options ask for.</summary>
    /// <param name="json">The options; null for none.</param>
    /// <param name="error">What is wrong with them; null when nothing is.</param>
    public static int EpochsIn(string? json, out string? error)
    {
        error = null;
        var epochs = DefaultEpochs;
        if (json is null)
            return epochs;
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Object } options)
        {
            error = "invalid options object: JSON such as {\"max_epochs\": 3} is expected";
            return epochs;
        }

        foreach (var option in options.EnumerateObject())
        {
            if (option.Name != "max_epochs")
                error = $"invalid options object: unknown option \"{option.Name}\"";
            else if (option.Value.ValueKind is not JsonValueKind.Number || !option.Value.TryGetInt32(out epochs) || epochs is < 1 or > MaxEpochs)
                error = $"invalid options object: max_epochs must be an integer from 1 to {MaxEpochs}";
        }

        return epochs;
    }
}
