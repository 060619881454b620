namespace CortexSharp.Local.Cortex;

/// <summary>The models that exist as objects; <c>SHOW MODELS</c> and <c>DROP MODEL</c> go here.</summary>
internal interface IModelRegistry
{
    /// <summary>All models, ordered by database, schema and name as Snowflake does.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Drops a model.</summary>
    /// <param name="database">The database, in exact case.</param>
    /// <param name="schema">The schema, in exact case.</param>
    /// <param name="name">The name, in exact case.</param>
    /// <param name="cancellationToken">Gives up before the change.</param>
    /// <returns>Whether there was such a model.</returns>
    Task<bool> DropAsync(string database, string schema, string name, CancellationToken cancellationToken);
}
