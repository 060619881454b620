using CortexSharp.Local.Server.Hosting;

return await ServerCommand.RunAsync(args).ConfigureAwait(false);
