using System.Globalization;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>Writes jobs as <c>FINETUNE</c> shows them (Snowflake's pages FINETUNE ('DESCRIBE') and ('SHOW')).</summary>
/// <param name="variants">The form to show them in.</param>
internal sealed class JobJson(DescribeVariants variants)
{
    /// <summary>One job with everything.</summary>
    /// <param name="job">The job.</param>
    public string Describe(FineTuneJob job) => JsonText.Write((this, job), static (writer, s) => s.Item1.WriteJob(writer, s.job));

    /// <summary>The jobs in short.</summary>
    /// <param name="jobs">The jobs in order.</param>
    public string List(IReadOnlyList<FineTuneJob> jobs) => JsonText.Write((this, jobs), static (writer, s) =>
    {
        writer.WriteStartArray();
        foreach (var job in s.jobs)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, job.Id);
            writer.WriteString("status"u8, s.Item1.StatusOf(job));
            writer.WriteString("base_model"u8, job.Request.BaseModel);
            writer.WriteNumber("created_on"u8, job.CreatedOn.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private void WriteJob(Utf8JsonWriter writer, FineTuneJob job)
    {
        var statusOnly = job.IsOpen && Has(DescribeVariants.RunningShowsStatusOnly);
        var optional = !statusOnly && !Has(DescribeVariants.NoOptionalKeys);
        writer.WriteStartObject();
        if (optional)
        {
            writer.WriteString("base_model"u8, job.Request.BaseModel);
            writer.WriteNumber("created_on"u8, job.CreatedOn.ToUnixTimeMilliseconds());
            if (job.FinishedOn is { } finished)
                writer.WriteNumber("finished_on"u8, finished.ToUnixTimeMilliseconds());
        }

        writer.WriteString("id"u8, job.Id);
        if (job.Status == JobStatus.Success)
        {
            writer.WriteString(
                "model"u8, (Has(DescribeVariants.BareModelName) ? new SqlIdentifier(job.Request.Model.Name) : job.Request.Model).ToString());
        }

        writer.WritePropertyName("progress"u8);
        // As Snowflake shows it: 0.0, 0.333, 1.0.
        writer.WriteRawValue(job.Progress.ToString("0.0##", CultureInfo.InvariantCulture), skipInputValidation: true);
        writer.WriteString("status"u8, StatusOf(job));
        if (!statusOnly && !Has(DescribeVariants.NoTrainingData))
            writer.WriteString("training_data"u8, Echo(job.Request.TrainingData));
        if (job.Result is { } result)
            WriteResult(writer, result);
        if (!statusOnly && !Has(DescribeVariants.NoTrainingData))
            writer.WriteString("validation_data"u8, Echo(job.Request.ValidationData ?? ""));
        if (optional && job.Request.Options is { } options)
        {
            writer.WritePropertyName("options"u8);
            writer.WriteRawValue(options, skipInputValidation: true);
        }

        if (job.Error is { } error)
        {
            writer.WriteStartObject("error"u8);
            writer.WriteString("code"u8, error.Code);
            writer.WriteString("message"u8, error.Message);
            writer.WriteEndObject();
        }

        if (Has(DescribeVariants.ExtraKeys))
        {
            writer.WriteNumber("queue_position"u8, 0);
            writer.WriteStartObject("hardware"u8);
            writer.WriteString("kind"u8, "offline"u8);
            writer.WriteStartArray("gpus"u8);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter writer, (long TrainedTokens, double TrainingLoss, double ValidationLoss) result)
    {
        writer.WriteNumber("trained_tokens"u8, result.TrainedTokens);
        writer.WritePropertyName("training_result"u8);
        if (Has(DescribeVariants.ResultAsArray))
            writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteNumber("validation_loss"u8, result.ValidationLoss);
        writer.WriteNumber("training_loss"u8, result.TrainingLoss);
        writer.WriteEndObject();
        if (Has(DescribeVariants.ResultAsArray))
            writer.WriteEndArray();
    }

    private string Echo(string query)
    {
        if (!Has(DescribeVariants.NoComments))
            return query;
        var echo = new StringBuilder(query.Length);
        var lexer = new SqlLexer(query);
        while (lexer.TryRead(out var token))
        {
            if (token.Kind is not SqlTokenKind.Comment)
                echo.Append(query, token.Start, token.Length);
        }

        return echo.ToString();
    }

    private string StatusOf(FineTuneJob job) => job.Status == JobStatus.InProgress && Has(DescribeVariants.SaysRunning) ? "RUNNING" : job.Status;

    private bool Has(DescribeVariants variant) => (variants & variant) != 0;
}
