using CortexSharp.Local.Engine;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Access;

/// <summary>What the role of a request may do. An administrator may do everything, and nothing is looked up for it.</summary>
/// <param name="Control">The roles and grants.</param>
/// <param name="Role">The role.</param>
/// <param name="IsAdministrator">Whether it is <c>ACCOUNTADMIN</c>, or was granted it.</param>
/// <param name="Version">The version of the grants that it was made at.</param>
internal sealed record AccessGuard(AccessControl Control, string Role, bool IsAdministrator, long Version)
{
    /// <summary>Whether it has one of the privileges, or owns the object.</summary>
    public bool Has(Securable target, params ReadOnlySpan<string> privileges) =>
        IsAdministrator || Control.Has(Role, target, [.. privileges, Privilege.Ownership]);

    /// <summary>Whether an object exists for the role: it has some privilege on it, and may use what it lies in.</summary>
    public bool Sees(Securable target) => IsAdministrator || (Control.Has(Role, target) && MayUseContainersOf(target));

    /// <summary>Whether it sees an object and has one of the privileges on it.</summary>
    public bool May(Securable target, string privilege) => IsAdministrator || (Has(target, privilege) && MayUseContainersOf(target));

    /// <summary>Fails unless the role may do something with an object that is there.</summary>
    /// <param name="target">The object.</param>
    /// <param name="privilege">What it takes.</param>
    /// <param name="what">What a missing object of this kind is called in errors.</param>
    public void Require(Securable target, string privilege, string what)
    {
        if (!Sees(target))
            throw SqlErrors.ObjectMissing(what, target.Name.ToString());
        if (!Has(target, privilege))
            throw AccessErrors.Insufficient(target);
    }

    /// <summary>Fails unless the role may create an object of a kind in a schema.</summary>
    /// <param name="kind">The kind, such as <c>MODEL</c>.</param>
    /// <param name="name">The object's full name.</param>
    public void RequireCreate(string kind, SqlIdentifier name)
    {
        var schema = new Securable(kind, name).Container!;
        if (!MayUse(schema) || !MayUseContainersOf(schema))
            throw SqlErrors.ObjectMissing("Schema", schema.Name.ToString());
        if (!Has(schema, Privilege.Create + kind))
            throw AccessErrors.Insufficient(schema);
    }

    /// <summary>Fails for all but administrators.</summary>
    public void RequireAdministrator()
    {
        if (!IsAdministrator)
            throw AccessErrors.Insufficient(Securable.Account);
    }

    /// <summary>Fails unless the role may read the usage views.</summary>
    /// <param name="view">The view.</param>
    public void RequireUsageViews(SqlIdentifier view)
    {
        if (!IsAdministrator && !Has(new("DATABASE", new("SNOWFLAKE")), Privilege.ImportedPrivileges) && !HasDatabaseRole("USAGE_VIEWER"))
            throw SqlErrors.ObjectMissing("Object", view.ToString());
    }

    /// <summary>
    /// Fails unless the role may call an AI function: it takes a database role, and besides (but for fine-tuning, of which that is not said)
    /// a privilege on the account (Snowflake's page on privileges and access to AI functions).
    /// </summary>
    /// <param name="function">The function's name in upper case.</param>
    public void RequireFunction(string function)
    {
        if (IsAdministrator || function.StartsWith("SYSTEM$", StringComparison.Ordinal))
            return;
        var name = function[(function.LastIndexOf('.') + 1)..];
        var isTuning = name == "FINETUNE";
        if (!HasDatabaseRole("CORTEX_USER")
            && (isTuning || !HasDatabaseRole("AI_FUNCTIONS_USER"))
            && !(name.Contains("EMBED", StringComparison.Ordinal) && HasDatabaseRole("CORTEX_EMBED_USER")))
        {
            throw AccessErrors.FunctionMissing(function);
        }

        if (!isTuning && !Control.Has(Role, Securable.Account, Privilege.UseAiFunctions, Privilege.UseAiFunction + name))
            throw AccessErrors.Insufficient(Securable.Account);
    }

    /// <summary>Whether grants let the role call a base model; the account's allowlist may let it besides.</summary>
    /// <param name="model">The name of the model's object.</param>
    public bool MayCallBaseModel(string model) => IsAdministrator
        || Control.Has(Role, new(Securable.ApplicationRole, new("SNOWFLAKE", "CORTEX-MODEL-ROLE-ALL")))
        || Control.Has(Role, new(Securable.ApplicationRole, new("SNOWFLAKE", "CORTEX-MODEL-ROLE-" + model)));

    private bool HasDatabaseRole(string name) => Control.Has(Role, new(Securable.DatabaseRole, new("SNOWFLAKE", name)));

    private bool MayUse(Securable container) => Has(container, Privilege.Usage);

    private bool MayUseContainersOf(Securable target)
    {
        if (IsAdministrator)
            return true;
        for (var container = target.Container; container is not null; container = container.Container)
        {
            if (!MayUse(container))
                return false;
        }

        return true;
    }
}
