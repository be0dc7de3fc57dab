using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Health;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>A <c>server</c> line, compiled.</summary>
public sealed class ServerPlan
{
    private byte[]? _nameBytes;

    /// <summary><c>guid</c>: a name that nothing else has; null = none.</summary>
    public string? Guid { get; init; }

    public required string Name { get; init; }

    /// <summary>The name as it stands in log lines; made when it is asked for first, the same whoever asks.</summary>
    public byte[] NameBytes => _nameBytes ??= ByteText.ToBytes(Name);

    /// <summary>True for what is no server, but where a section sends that does not balance (CFG 4.2 dispatch): nothing names it, and exchanges with it have no server.</summary>
    public bool IsNameless => Name.Length == 0;

    /// <summary><c>id</c>, or the first free number of the backend in order of declaration.</summary>
    public int Id { get; init; }

    /// <summary>Address and port. With <see cref="PortOffset"/> the port is added to the client's destination port.</summary>
    public required SocketEndpoint Endpoint { get; init; }

    public bool PortOffset { get; init; }

    /// <summary>The address is 0.0.0.0 or ::, which stands for the one the client connected to; at the start, that is: <see cref="State.ServerState.FollowsAddress"/>.</summary>
    public bool FollowsAddress { get; init; }

    /// <summary>Where connections come from; null = the kernel chooses.</summary>
    public SourcePlan? Source { get; init; }

    /// <summary>What the server is told about each client; null = nothing. Set once, when the plan is compiled.</summary>
    public ProxyHeaderPlan? ProxyHeader { get; internal set; }

    /// <summary>True when a connection is made for one client alone: it says or shows who that is.</summary>
    internal bool NamesClient => ProxyHeader is not null || Source is { FollowsClient: true };

    /// <summary><c>redir</c>: where GET and HEAD requests are sent instead; empty = nowhere.</summary>
    public byte[] Redirect { get; init; } = [];

    /// <summary><c>pool-conn-name</c>; null = the name asked of the server. Set once, when the plan is compiled.</summary>
    internal Samples.SamplePlan? PoolName { get; set; }

    /// <summary>How its name is resolved while running; null = not at all.</summary>
    public ServerResolutionPlan? Resolution { get; init; }

    /// <summary>True when it has no address at the start: it is in maintenance until it gets one.</summary>
    public bool StartsUnresolved { get; init; }

    /// <summary>True when it was found by a name, and an earlier process's address for it is preferred (CFG 5.2 init-addr last).</summary>
    public bool KeepsLastAddress { get; init; }

    public ConnectOptions ConnectOptions { get; init; } = ConnectOptions.Default;

    /// <summary><c>option tcp-smart-connect</c>, and of itself in HTTP mode, where a request waits to be sent.</summary>
    public bool DelaysAck { get; init; }

    /// <summary>Null when neither traffic nor checks speak TLS with it.</summary>
    public TlsServerPlan? Tls { get; init; }

    /// <summary>0..256; 0 = takes no new requests.</summary>
    public int Weight { get; init; } = 1;

    public bool Backup { get; init; }

    /// <summary>What the persistence cookie calls it; null = nothing, unless <see cref="CookieKey"/> makes something of its address.</summary>
    public byte[]? Cookie { get; init; }

    /// <summary><c>dynamic-cookie-key</c>; null = the address makes no cookie.</summary>
    public byte[]? CookieKey { get; init; }

    /// <summary>No stick table keeps it.</summary>
    public bool IsNonStick { get; init; }

    public bool Disabled { get; init; }

    /// <summary>Concurrent requests at most; 0 = unlimited.</summary>
    public int MaxConn { get; init; }

    /// <summary>Concurrent requests while the backend is idle (<c>minconn</c>), 1..<see cref="MaxConn"/>; equal, or 0, when the limit does not move.</summary>
    public int MinConn { get; init; }

    /// <summary>Requests that may wait for this server alone; 0 = unlimited.</summary>
    public int MaxQueue { get; init; }

    /// <summary>What its places on a consistent ring are made of.</summary>
    public HashKey HashKey { get; init; }

    /// <summary>Idle connections kept by all loops together; -1 = unlimited, 0 = none.</summary>
    public int PoolMaxConn { get; init; } = -1;

    /// <summary>Idle connections that are left alone by the purge and not stolen from a loop.</summary>
    public int PoolLowConn { get; init; }

    /// <summary>ms between purges of unneeded idle connections.</summary>
    public int PoolPurgeDelayMs { get; init; } = 5000;

    /// <summary>What is watched about its health, and what follows.</summary>
    public HealthPlan Health { get; init; } = HealthPlan.None;

    /// <summary>Exchanges over one connection at most; -1 = unlimited (<c>max-reuse</c> + 1).</summary>
    public int ExchangesMax { get; init; } = -1;
}
