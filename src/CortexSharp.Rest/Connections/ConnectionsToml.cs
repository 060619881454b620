using Tomlyn.Model;
using Tomlyn.Serialization;

namespace CortexSharp.Rest.Connections;

/// <summary>What reading TOML into tables needs, generated: no reflection.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class ConnectionsToml : TomlSerializerContext;
