using System.Collections.Generic;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Engine.IO.Tests.Addressing;
using Xunit;

namespace Engine.IO.Tests.Listening;

public sealed class ListenSocketAcceptTests
{
    [Fact]
    public void TryAccept_NobodyWaits_IsDrained()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"));
        Assert.Equal(AcceptResult.Drained, socket.TryAccept(out int fd, out EndpointAddress peer));
        Assert.Equal(-1, fd);
        Assert.Equal(default, peer);
    }

    [Fact]
    public void TryAccept_Connection_IsNonBlockingClosedOnExec_AndNamesTheClient()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"));
        using Socket client = Sockets.Connect(socket.Endpoint);
        int fd = Sockets.Accept(socket, out EndpointAddress peer);
        Assert.True(Sockets.IsNonBlocking(fd));
        Assert.True(Sockets.IsCloseOnExec(fd));
        Assert.Equal(client.LocalEndPoint!.ToString(), peer.ToString());
        _ = Libc.close(fd);
    }

    [IPv6Fact]
    public void TryAccept_IPv6Client_IsNamedInFull()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("::1"));
        using Socket client = Sockets.Connect(socket.Endpoint);
        _ = Libc.close(Sockets.Accept(socket, out EndpointAddress peer));
        Assert.Equal(client.LocalEndPoint!.ToString(), peer.ToString());
    }

    [Fact]
    public void TryAccept_ClientBoundToAUnixPath_KeepsItsFamilyOnly()
    {
        using var directory = new TempDirectory();
        using ListenSocket socket = Sockets.Open(Sockets.Unix(directory.File("s")));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Bind(new UnixDomainSocketEndPoint(directory.File("a-name-longer-than-an-ip-address")));
        client.Connect(new UnixDomainSocketEndPoint(directory.File("s")));
        _ = Libc.close(Sockets.Accept(socket, out EndpointAddress peer));
        Assert.Equal(EndpointAddress.FromNative([1, 0]), peer);
    }

    [Fact]
    public void TryAccept_SeveralWaiting_TakesEachOnce_ThenIsDrained()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"));
        var clients = new HashSet<string>();
        var peers = new HashSet<string>();
        using Socket one = Sockets.Connect(socket.Endpoint);
        using Socket two = Sockets.Connect(socket.Endpoint);
        using Socket three = Sockets.Connect(socket.Endpoint);
        foreach (Socket client in new[] { one, two, three })
        {
            clients.Add(client.LocalEndPoint!.ToString()!);
            _ = Libc.close(Sockets.Accept(socket, out EndpointAddress peer));
            peers.Add(peer.ToString());
        }

        Assert.Equal(clients, peers);
        Assert.Equal(AcceptResult.Drained, socket.TryAccept(out _, out _));
    }

    [Theory]
    [InlineData(Errno.EAGAIN, AcceptResult.Drained)]
    [InlineData(Errno.EMFILE, AcceptResult.Exhausted)]
    [InlineData(Errno.ENFILE, AcceptResult.Exhausted)]
    [InlineData(Errno.ENOBUFS, AcceptResult.Exhausted)]
    [InlineData(Errno.ENOMEM, AcceptResult.Exhausted)]
    [InlineData(Errno.EINTR, AcceptResult.Retry)]
    [InlineData(Errno.ECONNABORTED, AcceptResult.Retry)]
    [InlineData(Errno.EPROTO, AcceptResult.Retry)]
    [InlineData(Errno.EPERM, AcceptResult.Retry)] // a firewall rule dropped it
    [InlineData(Errno.ENETDOWN, AcceptResult.Retry)]
    [InlineData(Errno.EBADF, AcceptResult.Dead)]
    [InlineData(Errno.EINVAL, AcceptResult.Dead)] // shut down
    [InlineData(Errno.ENOTSOCK, AcceptResult.Dead)]
    [InlineData(Errno.EOPNOTSUPP, AcceptResult.Dead)]
    public void Classify_EveryErrorOfAccept_HasOneAnswer(int errno, AcceptResult result)
        => Assert.Equal(result, ListenSocket.Classify(errno));
}
