using Engine.IO.Addressing;
using Engine.IO.Sockets;

namespace Engine.Proxy.Exchanges;

/// <summary>Both ends of the connection to an exchange's server, asked of the kernel.</summary>
public sealed class ServerAddresses
{
    private readonly Exchange _exchange;

    internal ServerAddresses(Exchange exchange) => _exchange = exchange;

    /// <summary>The address from which the server was connected to; false when there is no connection.</summary>
    public bool TryGetSource(out EndpointAddress source)
    {
        source = default;
        return _exchange.Attempts.Connection is { } connection && SocketNames.TryGetLocal(connection.Pipe.Fd, out source);
    }

    /// <summary>The address of the server that was connected to; false when there is none.</summary>
    public bool TryGetServer(out EndpointAddress address)
    {
        address = default;
        return _exchange.Attempts.Connection is { } connection && SocketNames.TryGetPeer(connection.Pipe.Fd, out address);
    }
}
