using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>What a run keeps of an answer besides its numbers.</summary>
internal readonly record struct ScoredRow(string Key, IReadOnlyDictionary<string, string> Tags, bool Failed, TokenUsage? Usage, CaseContent Content);
