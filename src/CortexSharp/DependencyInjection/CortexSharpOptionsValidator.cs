using CortexSharp.Completions;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CortexSharp.DependencyInjection;

/// <summary>Checks one registration when the application starts; each message names the property and the fix.</summary>
internal sealed class CortexSharpOptionsValidator(IServiceProvider services, object? serviceKey, string optionsName)
    : IValidateOptions<CortexSharpOptions>
{
    public ValidateOptionsResult Validate(string? name, CortexSharpOptions options)
    {
        if (name != optionsName)
            return ValidateOptionsResult.Skip;
        var failures = new List<string>();
        if (options.HistoryMode is not (HistoryMode.Rendered or HistoryMode.LegacyComplete))
        {
            failures.Add(
                $"{nameof(CortexSharpOptions)}.{nameof(options.HistoryMode)} is {options.HistoryMode}; use {HistoryMode.Rendered} or "
                + $"{HistoryMode.LegacyComplete}.");
        }

        for (var i = 0; i < options.TunableBaseModels.Count; i++)
            failures.AddRange(Check(options.TunableBaseModels[i], $"{nameof(CortexSharpOptions)}.{nameof(options.TunableBaseModels)}[{i}]"));
        if (services.GetService<IServiceProviderIsKeyedService>() is { } registered && !IsRegistered(registered))
        {
            failures.Add(
                $"No executor is registered{(serviceKey is null ? "" : $" for key '{serviceKey}'")}: call UseRest(…), UseSnowflake(…), "
                + "UseLocal(path), UseDbDataSource(…) or UseExecutor(…) on what AddCortexSharp returned.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private bool IsRegistered(IServiceProviderIsKeyedService registered) =>
        serviceKey is null ? registered.IsService(typeof(ISqlExecutor)) : registered.IsKeyedService(typeof(ISqlExecutor), serviceKey);

    private static IEnumerable<string> Check(BaseModels.TunableBaseModel model, string path)
    {
        if (string.IsNullOrWhiteSpace(model.Name))
            yield return $"{path}.{nameof(model.Name)} is empty; give the model's name, such as llama3.1-8b.";
        if (model.MaxPromptTokens < 1)
            yield return $"{path}.{nameof(model.MaxPromptTokens)} is {model.MaxPromptTokens}; it must be at least 1.";
        if (model.MaxCompletionTokens < 1)
            yield return $"{path}.{nameof(model.MaxCompletionTokens)} is {model.MaxCompletionTokens}; it must be at least 1.";
        if (model.MaxRowsForOneEpoch < 1)
            yield return $"{path}.{nameof(model.MaxRowsForOneEpoch)} is {model.MaxRowsForOneEpoch}; it must be at least 1.";
    }
}
