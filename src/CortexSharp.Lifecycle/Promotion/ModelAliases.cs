using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Lets users of SQL ask for a use case's model. What is made follows every promotion, because it reads the same row.</summary>
internal sealed class ModelAliases(PromotionStore store)
{
    public async Task CreateViewAsync(string useCase, SqlIdentifier view, CancellationToken cancellationToken)
    {
        var config = await ConfigOfAsync(useCase, cancellationToken).ConfigureAwait(false);
        await store.RunAsync(PromotionStatements.CreateView(useCase, view, config), cancellationToken).ConfigureAwait(false);
    }

    public async Task CreateFunctionAsync(string useCase, SqlIdentifier function, CancellationToken cancellationToken)
    {
        if (new SqlIdentifier(function.Name).ToString() != function.Name)
        {
            throw new ArgumentException(
                $"A function in SQL can have no name in quotes, which {function} needs: begin with a letter, use letters, digits and underscores, "
                + $"and read the name by {nameof(SqlIdentifier)}.Parse.",
                nameof(function));
        }

        var config = await ConfigOfAsync(useCase, cancellationToken).ConfigureAwait(false);
        await store.RunAsync(PromotionStatements.CreateFunction(useCase, function, config), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The full name of the table, in which the use case has its row from now on.</summary>
    private async Task<SqlIdentifier> ConfigOfAsync(string useCase, CancellationToken cancellationToken)
    {
        await store.BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        return await store.ConfigNameAsync(cancellationToken).ConfigureAwait(false);
    }
}
