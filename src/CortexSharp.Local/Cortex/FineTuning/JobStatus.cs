namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>The words for where a job stands (Snowflake's page FINETUNE ('DESCRIBE')), as they are stored and shown.</summary>
internal static class JobStatus
{
    public const string Pending = "PENDING";
    public const string InProgress = "IN_PROGRESS";
    public const string Success = "SUCCESS";
    public const string Error = "ERROR";
    public const string Cancelled = "CANCELLED";

    /// <summary>Whether a job in this status can still change.</summary>
    /// <param name="status">The status.</param>
    public static bool IsOpen(string status) => status is Pending or InProgress;
}
