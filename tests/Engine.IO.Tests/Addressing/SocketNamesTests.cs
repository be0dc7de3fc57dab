using System.Net;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Tests.Listening;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed class SocketNamesTests
{
    [Fact]
    public void ConnectedTcp_BothEndsSeeEachOther()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        using Socket server = listener.Accept();

        Assert.True(SocketNames.TryGetLocal(Fd(client), out EndpointAddress clientLocal));
        Assert.True(SocketNames.TryGetPeer(Fd(client), out EndpointAddress clientPeer));
        Assert.True(SocketNames.TryGetLocal(Fd(server), out EndpointAddress serverLocal));
        Assert.True(SocketNames.TryGetPeer(Fd(server), out EndpointAddress serverPeer));
        Assert.Equal(clientLocal, serverPeer);
        Assert.Equal(clientPeer, serverLocal);
        Assert.Equal(client.LocalEndPoint!.ToString(), clientLocal.ToString());
        Assert.Equal(listener.LocalEndPoint!.ToString(), clientPeer.ToString());
    }

    [Fact]
    public void ConnectedUnix_EndpointsCarryThePath_EndpointAddressesTheFamily()
    {
        using var directory = new TempDirectory();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(directory.File("s")));
        listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(listener.LocalEndPoint!);

        Assert.True(SocketNames.TryGetPeerEndpoint(Fd(client), out SocketEndpoint? peer));
        Assert.Equal("unix@" + directory.File("s"), peer.ToString());
        Assert.True(SocketNames.TryGetLocalEndpoint(Fd(client), out SocketEndpoint? local)); // clients have no name
        Assert.True(local.UnixName.IsEmpty);
        Assert.True(SocketNames.TryGetPeer(Fd(client), out EndpointAddress address));
        Assert.Equal(EndpointAddress.FromNative([1, 0]), address);
    }

    [Fact]
    public void NotConnectedOrNoSocket_IsFalse()
    {
        using var idle = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.False(SocketNames.TryGetPeer(Fd(idle), out EndpointAddress peer));
        Assert.Equal(default, peer);
        Assert.False(SocketNames.TryGetPeerEndpoint(Fd(idle), out _));
        Assert.False(SocketNames.TryGetLocal(-1, out _));
        Assert.False(SocketNames.TryGetLocalEndpoint(-1, out _));
    }

    private static int Fd(Socket socket) => (int)socket.Handle;
}
