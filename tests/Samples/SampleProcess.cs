using System.Diagnostics;
using System.Text;

namespace CortexSharp.Samples;

/// <summary>A program beside the tests as a process of its own, as a user starts it.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private SampleProcess(Process process) => _process = process;

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    /// <summary>Starts a sample.</summary>
    /// <param name="sample">The name of its assembly.</param>
    /// <param name="arguments">Its command line.</param>
    public static SampleProcess Start(string sample, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, sample + ".dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">The name of its assembly.</param>
    /// <param name="arguments">Its command line.</param>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string sample, params IEnumerable<string> arguments) =>
        RunWithInputAsync(sample, "", arguments);

    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">The name of its assembly.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunWithInputAsync(
        string sample, string input, params IEnumerable<string> arguments)
    {
        using var process = Start(sample, arguments);
        await process._process.StandardInput.WriteAsync(input);
        var exitCode = await process.EndAsync();
        return (exitCode, process.Output, process.Errors);
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
        _process.StandardInput.Close();
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
