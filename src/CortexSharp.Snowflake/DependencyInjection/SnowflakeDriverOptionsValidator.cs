using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace CortexSharp.SnowflakeDriver.DependencyInjection;

/// <summary>Checks the options of one registration when the application starts, and that the driver is there.</summary>
internal sealed class SnowflakeDriverOptionsValidator : IValidateOptions<SnowflakeDriverOptions>
{
    private readonly string _optionsName;

    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public SnowflakeDriverOptionsValidator(string optionsName) => _optionsName = optionsName;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The constructor demands an untrimmed application.")]
    public ValidateOptionsResult Validate(string? name, SnowflakeDriverOptions options)
    {
        if (name != _optionsName)
            return ValidateOptionsResult.Skip;
        var failures = options.Check().ToList();
        if (options.ProviderFactory is null && DriverFactory.Find() is null)
            failures.Add(DriverFactory.Missing);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
