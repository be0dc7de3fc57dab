using System;

namespace Engine.Config.Keywords;

/// <summary>The sections in which a keyword may stand.</summary>
[Flags]
internal enum SectionSet : byte
{
    None = 0,
    Global = 1,
    Defaults = 2,
    Frontend = 4,
    Listen = 8,
    Backend = 16,

    /// <summary>What has clients; a listen section does.</summary>
    ClientSide = Defaults | Frontend | Listen,

    /// <summary>What has servers; a listen section does.</summary>
    ServerSide = Defaults | Listen | Backend,

    /// <summary>Frontends, backends and listen sections, and the defaults they copy.</summary>
    Proxies = ClientSide | ServerSide,
}
