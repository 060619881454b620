using CortexSharp.Local.Cortex.Parameters;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Cortex;

/// <summary>What an account holds beside tables: models and parameters.</summary>
internal sealed class Account
{
    /// <param name="database">The file.</param>
    /// <param name="options">How it is set up.</param>
    public Account(LocalDatabase database, LocalCortexOptions options)
    {
        Tables = new(database);
        Parameters = new(Tables, options.Parameters);
        Models = new(Tables);
        BaseModels = new(options, Parameters);
    }

    /// <summary>Where all of it is kept.</summary>
    public CortexTables Tables { get; }

    /// <summary>The parameters.</summary>
    public AccountParameters Parameters { get; }

    /// <summary>The tuned models.</summary>
    public ModelRegistry Models { get; }

    /// <summary>The base models.</summary>
    public BaseModelCatalog BaseModels { get; }
}
