namespace CortexSharp.Local.Cortex.Answering;

/// <summary>What stands behind a model's name: a learner of this project, or something that is asked over a network.</summary>
internal interface ICompletionModel
{
    /// <summary>Answers a question. Called for many rows at once; a model that cannot take that many holds them back itself.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The answer, or why there is none: what goes wrong with one row is not thrown.</returns>
    ValueTask<Reply> AnswerAsync(Question question, CancellationToken cancellationToken);
}
