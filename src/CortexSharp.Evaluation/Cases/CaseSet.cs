using System.Runtime.CompilerServices;

namespace CortexSharp.Evaluation.Cases;

/// <summary>What every set of cases must be: not empty, and with a key once only. It remembers the keys, not the cases.</summary>
internal static class CaseSet
{
    public static async IAsyncEnumerable<EvaluationCase> Checked(
        IAsyncEnumerable<EvaluationCase> cases, string source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in cases.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!keys.Add(item.Key))
            {
                throw new EvaluationDataException(
                    $"Two cases of {source} have the key '{item.Key}'; answers are paired by key, so give each case its own.");
            }

            yield return item;
        }

        if (keys.Count == 0)
            throw new EvaluationDataException($"There is no case in {source}; give at least one.");
    }
}
