namespace CortexSharp.Local.Cortex;

/// <summary>One row of <c>SHOW MODELS</c>.</summary>
/// <param name="CreatedOn">When it was created.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="ModelType">Snowflake's type, such as <c>CORTEX_FINETUNED</c>.</param>
/// <param name="Database">The database it lies in.</param>
/// <param name="Schema">The schema it lies in.</param>
/// <param name="Owner">The owning role.</param>
/// <param name="Comment">Its comment.</param>
internal sealed record RegisteredModel(
    DateTimeOffset CreatedOn, string Name, string ModelType, string Database, string Schema, string Owner, string Comment);
