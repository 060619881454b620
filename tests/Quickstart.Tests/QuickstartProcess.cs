using System.Diagnostics;
using System.Text;

namespace CortexSharp.Samples.Quickstart.Tests;

/// <summary>The sample as a process of its own, as a user starts it.</summary>
internal sealed class QuickstartProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private QuickstartProcess(Process process) => _process = process;

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public static QuickstartProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Quickstart.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments)
    {
        using var quickstart = Start(arguments);
        var exitCode = await quickstart.EndAsync();
        return (exitCode, quickstart.Output, quickstart.Errors);
    }

    /// <summary>Reads lines until one has the text; fails when the process ends before.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The process ended without '{text}': {_output}{await _process.StandardError.ReadToEndAsync()}");
    }

    public async Task<int> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        _output.Append(await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience));
        _errors.Append(await errors);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
