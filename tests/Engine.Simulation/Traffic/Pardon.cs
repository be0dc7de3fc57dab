using System;

namespace Engine.Simulation.Traffic;

/// <summary>Ends of a request, other than its full answer, that are no fault of the proxy.</summary>
[Flags]
internal enum Pardon
{
    None = 0,

    /// <summary>400, 408 and other answers that blame the client.</summary>
    ClientError = 1,
    BadGateway = 2,
    Unavailable = 4,
    GatewayTimeout = 8,

    /// <summary>A response that breaks off.</summary>
    Truncation = 16,

    /// <summary>A close without an answer.</summary>
    Silence = 32,

    /// <summary>A request body that does not reach the server in full.</summary>
    Upload = 64,

    Anything = 127,
}
