namespace CortexSharp.Evaluation.Cases;

/// <summary>Where the cases of an evaluation come from. It can be read any number of times, with the same cases in the same order.</summary>
public interface ICaseSource
{
    /// <summary>Streams the cases.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EvaluationDataException">Two cases have one key, there is no case, or one is not complete.</exception>
    IAsyncEnumerable<EvaluationCase> ReadAsync(CancellationToken cancellationToken = default);
}
