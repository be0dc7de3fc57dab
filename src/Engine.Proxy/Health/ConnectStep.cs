using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Health;

/// <summary>Opens a connection; one that is open is closed first.</summary>
public sealed class ConnectStep : CheckStep
{
    /// <summary>Where to; null = where the server is checked.</summary>
    public SocketEndpoint? Endpoint { get; init; }

    /// <summary>Another port; 0 = none.</summary>
    public int Port { get; init; }

    /// <summary>Another port, computed; null = none.</summary>
    public SamplePlan? PortSample { get; init; }

    /// <summary>A PROXY header is sent first.</summary>
    public bool SendsProxy { get; init; }

    /// <summary>TLS is spoken, with what the server line says of it.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Name asked for by TLS; null = none.</summary>
    public string? ServerName { get; init; }

    /// <summary>Protocols offered by TLS, as it writes them; empty = those of the server line.</summary>
    public byte[] Alpn { get; init; } = [];

    /// <summary>Closed in order, not by a reset.</summary>
    public bool Lingers { get; init; }

    /// <summary>The options of the server line hold here as well (<c>default</c>, and where no connect line is written).</summary>
    public bool UsesServerOptions { get; init; }

    /// <summary>True when no line asks for it.</summary>
    public bool IsImplicit => Number == 0;
}
