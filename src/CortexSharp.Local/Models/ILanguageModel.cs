namespace CortexSharp.Local.Models;

/// <summary>Answers prompts. Implementations are safe to call from many threads and give equal prompts equal answers.</summary>
internal interface ILanguageModel
{
    string Complete(string prompt);
}
