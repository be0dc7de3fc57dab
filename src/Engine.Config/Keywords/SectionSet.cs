using System;

namespace Engine.Config.Keywords;

/// <summary>The sections in which a keyword may stand.</summary>
[Flags]
internal enum SectionSet : ushort
{
    None = 0,
    Global = 1,
    Defaults = 2,
    Frontend = 4,
    Listen = 8,
    Backend = 16,

    /// <summary>A defaults section with a name: the only one that may hold rules. Always together with Defaults.</summary>
    NamedDefaults = 32,

    Ring = 64,
    UserList = 128,
    HttpErrors = 256,
    Peers = 512,
    Resolvers = 1024,
    Cache = 2048,
    Mailers = 4096,
    CrtStore = 8192,
    LogProfile = 16384,

    /// <summary>What has clients; a listen section does.</summary>
    ClientSide = Defaults | Frontend | Listen,

    /// <summary>What has servers; a listen section does.</summary>
    ServerSide = Defaults | Listen | Backend,

    /// <summary>Frontends, backends and listen sections, and the defaults they copy.</summary>
    Proxies = ClientSide | ServerSide,

    /// <summary>Where rules on requests may stand.</summary>
    Rules = NamedDefaults | Frontend | Listen | Backend,

    /// <summary>Where rules on client connections may stand.</summary>
    ClientRules = NamedDefaults | Frontend | Listen,

    /// <summary>Where rules on server responses only may stand.</summary>
    ServerRules = NamedDefaults | Listen | Backend,
}
