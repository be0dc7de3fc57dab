using System;

namespace Engine.Proxy.State;

/// <summary>What the operator, or something he pointed at, has decided about a server, whatever its checks say. The numbers are those of <c>show servers state</c> (MGT 9.3 srv_admin_state).</summary>
[Flags]
public enum ServerAdmin : byte
{
    None = 0,

    /// <summary>Put into maintenance by hand.</summary>
    ForcedMaintenance = 0x01,

    /// <summary>In maintenance because the server it tracks is.</summary>
    InheritedMaintenance = 0x02,

    /// <summary><c>disabled</c> in the configuration; stands beside <see cref="ForcedMaintenance"/> and says where that came from.</summary>
    ConfiguredMaintenance = 0x04,

    /// <summary>Drained by hand: takes only requests that persist to it.</summary>
    ForcedDrain = 0x08,

    /// <summary>Drained because the server it tracks is.</summary>
    InheritedDrain = 0x10,

    /// <summary>In maintenance because its name has no address.</summary>
    ResolutionMaintenance = 0x20,

    /// <summary>Its name was set while running.</summary>
    NameSetByHand = 0x40,

    /// <summary>All that keep every request away.</summary>
    Maintenance = ForcedMaintenance | InheritedMaintenance | ConfiguredMaintenance | ResolutionMaintenance,

    /// <summary>All that keep new requests away.</summary>
    Drain = ForcedDrain | InheritedDrain,
}
