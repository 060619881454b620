using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>What a job learns from.</summary>
/// <param name="Training">The pairs to learn from.</param>
/// <param name="Validation">The pairs to measure by; null when the trainer is to set some aside.</param>
/// <param name="Tokens">The tokens of one epoch.</param>
internal sealed record TrainingSet(IReadOnlyList<TrainingPair> Training, IReadOnlyList<TrainingPair>? Validation, long Tokens)
{
    /// <summary>Runs the queries of a job.</summary>
    /// <param name="reader">Runs a query.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="JobFailedException">A query fails, gives no pair, or too many rows.</exception>
    public static async Task<TrainingSet> ReadAsync(ITrainingDataReader reader, FineTuneJob job, CancellationToken cancellationToken)
    {
        var request = job.Request;
        var limits = BaseModelLimits.TuningOf(request.BaseModel);
        // Training and validation rows share one allowance (Snowflake's page Cortex Fine-tuning, section on row limits).
        var rowsLeft = limits.RowsOfOneEpoch / request.MaxEpochs;
        var training = await ReadAsync(request.TrainingData, "training").ConfigureAwait(false);
        var validation = request.ValidationData is null ? null : await ReadAsync(request.ValidationData, "validation").ConfigureAwait(false);
        var tokens = training.Sum(pair => (long)TokenCounter.Count(pair.Prompt) + TokenCounter.Count(pair.Completion));
        return new TrainingSet(training, validation, tokens);

        async Task<List<TrainingPair>> ReadAsync(string query, string purpose)
        {
            var pairs = new List<TrainingPair>();
            try
            {
                await foreach (var (prompt, completion) in reader.ReadAsync(query, job.Context, cancellationToken).ConfigureAwait(false))
                {
                    if (rowsLeft-- == 0)
                    {
                        throw new JobFailedException($"Training and validation data have too many rows: {request.BaseModel} takes " +
                            $"{limits.RowsOfOneEpoch} divided by the number of epochs ({request.MaxEpochs}).");
                    }

                    // Nothing is documented about NULL: there is nothing to learn from such a row, so it is passed over.
                    if (prompt is not null && completion is not null)
                        pairs.Add(new(TokenLimit.Cut(prompt, limits.PromptTokens), TokenLimit.Cut(completion, limits.CompletionTokens)));
                }
            }
            catch (LocalSqlException e)
            {
                // The words are those of a job that failed on Snowflake, as a test of its Python client records them.
                throw new JobFailedException(
                    $"Failed to query input data for Fine-tuning. Failed to execute query: SELECT \"PROMPT\", \"COMPLETION\" FROM ({query}). " +
                    $"{e.Code:000000} ({e.SqlState}): {job.Context.QueryId}: {e.Message}");
            }

            return pairs.Count > 0 ? pairs : throw new JobFailedException($"The {purpose} data has no row with both a prompt and a completion.");
        }
    }
}
