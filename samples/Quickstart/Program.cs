using System.CommandLine;
using CortexSharp;
using CortexSharp.Local;
using CortexSharp.Samples.Quickstart;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

Option<string?> data = new("--data") { Description = "Training pairs, .csv or .jsonl. Default: the support tickets that come with the sample." };
Option<string?> validation = new("--validation") { Description = "Held-out pairs in the same form. Default: a fifth of the data, chosen by hash." };
Option<string> promptColumn = new("--prompt-column") { Description = "The column of prompts.", DefaultValueFactory = _ => "prompt" };
Option<string> completionColumn = new("--completion-column") { Description = "The column of completions.", DefaultValueFactory = _ => "completion" };
Option<string?> database = new("--database")
{
    Description =
        "Keep everything in this file; a later run goes on from what is there. Default: a temporary file, deleted after a run that came to its end.",
};
Option<string?> rest =
    new("--rest") { Description = "Ask the offline Cortex over HTTP, at the address that cortexsharp-local prints, instead of in this process." };
Option<string?> report = new("--report") { Description = "Where the HTML report goes. Default: beside the database." };
Option<int> epochs = new("--epochs") { Description = "Passes over the training pairs, 1 to 10.", DefaultValueFactory = _ => 3 };
Option<double> epochSeconds = new("--epoch-seconds")
{
    Description = "Let each epoch take at least this long, to watch the training, or to kill it and see the next run go on.",
};
Option<DescribeVariants> describe =
    new("--describe") { Description = "Let the offline Cortex describe jobs as some other version of Snowflake does." };

var root = new RootCommand("Measures a base model, fine-tunes it, measures it again. All offline.")
{
    data, validation, promptColumn, completionColumn, database, rest, report, epochs, epochSeconds, describe,
};
root.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        if (arguments.GetValue(epochs) is < 1 or > 10)
            throw new UserErrorException($"--epochs {arguments.GetValue(epochs)}: it must be from 1 to 10.");
        var pairs = await PairSet.LoadAsync(
            arguments.GetValue(data), arguments.GetValue(validation), arguments.GetValue(promptColumn)!, arguments.GetValue(completionColumn)!,
            cancellationToken);
        var (kept, address) = (arguments.GetValue(database), arguments.GetValue(rest));
        foreach (var own in (Option[])[database, epochSeconds, describe])
        {
            if (address is not null && arguments.GetResult(own) is { Implicit: false })
                throw new UserErrorException($"{own.Name} belongs to the server when --rest is given; give it to cortexsharp-local.");
        }

        var file = kept ?? Path.Combine(Path.GetTempPath(), $"cortexsharp-quickstart-{Environment.UserName}.db");

        var page = arguments.GetValue(report) ?? Path.ChangeExtension(file, ".html");
        if (Path.GetDirectoryName(Path.GetFullPath(page)) is { } folder && !Directory.Exists(folder))
            throw new UserErrorException($"--report {page}: there is no folder {folder}.");

        // For a Snowflake account UseRest takes the account and credentials, or UseSnowflake a connection string, and MainJob.PollPolicy gives way to
        // the default.
        var services = new ServiceCollection();
        var cortex = services.AddCortexSharp();
        if (address is not null)
        {
            cortex.UseRest(options =>
            {
                options.Host = address;
                options.ProgrammaticAccessToken = "any"; // cortexsharp-local takes any
            });
        }
        else
        {
            cortex.UseLocal(new LocalCortexOptions
            {
                Path = file,
                MinimumEpochTime = TimeSpan.FromSeconds(arguments.GetValue(epochSeconds)),
                DescribeVariants = arguments.GetValue(describe),
            });
        }

        await using (var provider = services.BuildServiceProvider())
            await ActivatorUtilities.CreateInstance<MainJob>(provider, pairs, arguments.GetValue(epochs), page).RunAsync(cancellationToken);

        if (kept is null && address is null)
            DatabaseFile.Delete(file);
        return 0;
    }
    catch (UserErrorException error)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 2;
    }
    catch (OptionsValidationException error)
    {
        await Console.Error.WriteLineAsync($"--rest: {error.Message}");
        return 2;
    }
    catch (CortexException error)
    {
        await Console.Error.WriteLineAsync($"{error.Kind}: {error.Message}");
        return 1;
    }
});

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
