using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The views that every account has.</summary>
internal interface ISystemViews
{
    /// <summary>The view of this name; null when there is none.</summary>
    /// <param name="name">The full name.</param>
    SystemView? Find(SqlIdentifier name);
}
