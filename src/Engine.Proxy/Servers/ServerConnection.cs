using System;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Servers;

/// <summary>A connection to a server: in use by one exchange, or idle in the pool of its loop or held for its client, or closed and waiting to be opened again.</summary>
internal sealed class ServerConnection : IConnectionOwner
{
    internal ServerConnection(ProxyLoop place) => Pipe = new SocketConnection(place.Loop);

    internal SocketConnection Pipe { get; }

    /// <summary>Whose connection this is; null while closed.</summary>
    internal ServerState? Server { get; private set; }

    /// <summary>Where it leads: the server's address when it was made.</summary>
    internal SocketEndpoint? Endpoint { get; set; }

    /// <summary>What makes it one client's own: exchanges of the same key may share it. 0 = nothing does.</summary>
    internal ulong Key { get; set; }

    /// <summary>Exchanges begun on it.</summary>
    internal int Exchanges { get; set; }

    /// <summary>True exactly when this exchange found it idle, so that it may turn out to be stale.</summary>
    internal bool IsReused => Exchanges > 1;

    /// <summary>The pool it was idle in last.</summary>
    internal ServerPool? Pool { get; set; }

    /// <summary>True while it is idle there.</summary>
    internal bool IsPooled { get; set; }

    /// <summary>Where it is idle instead when it is one client's own.</summary>
    internal HeldConnections? HeldIn { get; set; }

    /// <summary>True once the server challenged its user by a scheme that signs in the connection: nobody else may have it.</summary>
    internal bool IsSignedIn { get; set; }

    /// <summary>What it was made for (<c>pool-conn-name</c>); null = for the server name alone.</summary>
    internal byte[]? PoolName { get; set; }

    /// <summary>True when it was made for that name: the one of the pool, else the server name (SNI); without TLS, or without a name, with none.</summary>
    internal bool HasName(ReadOnlySpan<byte> name) => PoolName is not null ? name.SequenceEqual(PoolName) : Pipe.Tls is not { } tls ? name.IsEmpty : tls.Target.ServerName.AsSpan().SequenceEqual(name);

    internal void Assign(ServerState server)
    {
        Server = server;
        Endpoint = server.Endpoint;
        Key = 0;
        PoolName = null;
        Exchanges = 0;
        IsSignedIn = false;
    }

    /// <summary>Idle connections have nothing to say: FIN, reset or stray bytes all end them.</summary>
    public void OnUnreadInput(Connection connection)
    {
        if (IsPooled)
        {
            Pool!.Discard(this);
        }

        HeldIn?.Discard(this);
    }
}
