using CortexSharp.Diagnostics;
using CortexSharp.Rest.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CortexSharp.Rest.DependencyInjection;

/// <summary>Fills the options of one registration from the connection that they name, after everything else has set them.</summary>
internal sealed class ConnectionReader(string optionsName, ConnectionFiles files, ILogger? logger) : IPostConfigureOptions<CortexRestOptions>
{
    public void PostConfigure(string? name, CortexRestOptions options)
    {
        if (name != optionsName || options.ConnectionName is not { } connectionName)
            return;
        try
        {
            var connection = files.Read(connectionName);
            if (connection.IsReadableByOthers && logger is not null)
                LogMessages.ConnectionFileReadable(logger, connection.Path);
            connection.Fill(options);
        }
        catch (InvalidDataException exception)
        {
            throw new OptionsValidationException(optionsName, typeof(CortexRestOptions), [exception.Message]);
        }
    }
}
