namespace CortexSharp.Evaluation.Judging;

/// <summary>A model that judges. <see cref="JudgeModel"/> makes one of any client.</summary>
public interface IJudgeModel
{
    /// <summary>The model's name, which is stored with its verdicts.</summary>
    string Name { get; }

    /// <summary>Asks the model.</summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="CortexException">There is no answer.</exception>
    Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default);
}
