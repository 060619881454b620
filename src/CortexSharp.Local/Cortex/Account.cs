using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Cortex.Parameters;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Cortex.Usage;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Cortex;

/// <summary>What an account holds beside tables: models, parameters, roles, and what was used up.</summary>
internal sealed class Account
{
    /// <param name="database">The file.</param>
    /// <param name="options">How it is set up.</param>
    public Account(LocalDatabase database, LocalCortexOptions options)
    {
        Tables = new(database);
        Parameters = new(Tables, options.Parameters);
        Access = new(Tables, options.TimeProvider);
        Models = new(Tables);
        BaseModels = new(options, Parameters);
        Credits = new(options.CreditRates);
        Usage = new(Tables, Credits, options.TimeProvider);
        Views = new UsageViews(Tables, options.UsageLatency, options.Region);
    }

    /// <summary>Where all of it is kept.</summary>
    public CortexTables Tables { get; }

    /// <summary>The parameters.</summary>
    public AccountParameters Parameters { get; }

    /// <summary>The roles and what is granted to them.</summary>
    public AccessControl Access { get; }

    /// <summary>The tuned models.</summary>
    public ModelRegistry Models { get; }

    /// <summary>The base models.</summary>
    public BaseModelCatalog BaseModels { get; }

    /// <summary>What tokens cost.</summary>
    public Credits Credits { get; }

    /// <summary>What statements used up.</summary>
    public UsageLog Usage { get; }

    /// <summary>The views on it.</summary>
    public ISystemViews Views { get; }
}
