using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CortexSharp.SnowflakeDriver;

/// <summary>Finds the driver by its name, so that this assembly can be built, and loaded, without it.</summary>
internal static class DriverFactory
{
    /// <summary>What to do when the driver is not there.</summary>
    public const string Missing = "Snowflake's driver is not in this application. Add it: dotnet add package Snowflake.Data";

    // The assembly's simple name: the published one is signed with a key that the driver's repository does not hold.
    private const string TypeName = "Snowflake.Data.Client.SnowflakeDbFactory, Snowflake.Data";

    /// <summary>The driver's factory; null when the driver is not there.</summary>
    /// <param name="typeName">The factory's assembly-qualified name.</param>
    [RequiresUnreferencedCode(Reflection)]
    public static DbProviderFactory? Find(string typeName = TypeName) =>
        Type.GetType(typeName, throwOnError: false)?.GetField("Instance", BindingFlags.Public | BindingFlags.Static)
            ?.GetValue(null) as DbProviderFactory;

    /// <summary>Why a method cannot be used in a trimmed application.</summary>
    public const string Reflection = "The driver is found by its name and its exceptions are read by reflection; it is not made for trimming. Use "
        + "CortexSharp.Rest in a trimmed or native application.";
}
