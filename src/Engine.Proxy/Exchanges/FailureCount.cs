using System;

namespace Engine.Proxy.Exchanges;

/// <summary>Whose counters move when an exchange ends for a cause (MGT 9.1); as observed on HAProxy 2.6.</summary>
[Flags]
public enum FailureCount : byte
{
    /// <summary>None of a server's.</summary>
    None = 0,

    /// <summary><c>econ</c>.</summary>
    Connect = 1,

    /// <summary><c>eresp</c>.</summary>
    Response = 2,

    /// <summary><c>srv_abrt</c>.</summary>
    ServerAbort = 4,

    /// <summary><c>cli_abrt</c>.</summary>
    ClientAbort = 8,
}
