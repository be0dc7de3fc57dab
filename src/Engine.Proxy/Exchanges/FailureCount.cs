namespace Engine.Proxy.Exchanges;

/// <summary>Whose counter moves when an exchange ends for a cause (MGT 9.1).</summary>
public enum FailureCount : byte
{
    /// <summary>None of a server's, or it was counted where it happened.</summary>
    None,

    /// <summary><c>econ</c>.</summary>
    Connect,

    /// <summary><c>eresp</c>.</summary>
    Response,

    /// <summary><c>srv_abrt</c>.</summary>
    ServerAbort,

    /// <summary><c>cli_abrt</c>.</summary>
    ClientAbort,
}
