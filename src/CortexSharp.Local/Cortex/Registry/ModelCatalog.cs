using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Cortex.Answering;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>Finds models by the names that statements write: base models and tuned ones.</summary>
/// <param name="account">The models, and who may call them.</param>
/// <param name="options">The test controls, which answer first.</param>
internal sealed class ModelCatalog(Account account, LocalCortexOptions options)
{
    /// <summary>Finds a model that may be called; else the error, in Snowflake's words.</summary>
    /// <param name="name">
    /// A base model's name in any case; or an object's name by the rules of SQL, where <c>SNOWFLAKE.MODELS</c> holds the base models in
    /// upper case (Snowflake's page on privileges and access to AI functions).
    /// </param>
    /// <param name="context">Where a name without database and schema is looked up.</param>
    public Parsed<CallableModel> Find(string name, CallContext context)
    {
        var found = Named(name, context);
        return found.Value is { } model && options.Controls is { } controls
            ? model with { Model = new ControlledModel(model.Model, controls, options.TimeProvider) }
            : found;
    }

    private Parsed<CallableModel> Named(string name, CallContext context)
    {
        var guard = account.Access.For(context.Role);
        if (account.BaseModels.Find(name) is { } model)
            return Callable(model.Data, model.Callable, name, guard);
        if (TryParse(name)?.Within(context.Database, context.Schema) is not { } identifier)
            return Unknown(name);
        if (identifier is { Database: "SNOWFLAKE", Schema: "MODELS" })
            return account.BaseModels.FindObject(identifier.Name) is { } named ? Callable(named.Data, named.Callable, name, guard) : Unknown(name);
        // A tuned model is served where it lies and runs on its base: when that is gone, so is the model, and no other region helps
        // (Snowflake's page Cortex Fine-tuning).
        return guard.May(new("MODEL", identifier), Privilege.Usage) && account.Models.Find(identifier) is { } tuned
            && account.BaseModels.Find(tuned.BaseModel) is { } on && on.Data.LifecycleStatus != "EOL"
            ? new CallableModel(name, new LearnedModel(tuned.Model, isTuned: true), null, on.Callable.ContextWindow)
            {
                UsageName = identifier.ToString(),
                PricedAs = tuned.BaseModel,
            }
            : Unknown(name);
    }

    // To whom a model is denied, it is not there; how Snowflake words it is not documented. Grants are asked first, then the allowlist.
    private Parsed<CallableModel> Callable(LocalBaseModel data, CallableModel callable, string name, AccessGuard guard)
    {
        if (!guard.MayCallBaseModel(BaseModelCatalog.ObjectName(data.Name)) && !account.Parameters.Allows(data.Name))
            return Unknown(name);
        return account.BaseModels.Unavailable(data) is { } error ? Parsed<CallableModel>.Failed(error) : callable with { Name = name };
    }

    private static Parsed<CallableModel> Unknown(string name) => Parsed<CallableModel>.Failed($"unknown model \"{name}\"");

    private static SqlIdentifier? TryParse(string name)
    {
        try
        {
            return SqlIdentifier.Parse(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
