using System;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.IO.Tests.Addressing;
using Xunit;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Tests.Listening;

public sealed class ListenSocketTests
{
    [Fact]
    public void TryOpen_Port0_ReportsThePortTheKernelChose_AndServesThere()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"));
        Assert.NotEqual(0, socket.Endpoint.Port);
        Assert.False(socket.IsInherited);
        Assert.Empty(socket.Warnings);
        using Socket client = Sockets.Connect(socket.Endpoint);
        Assert.Equal(client.RemoteEndPoint!.ToString(), socket.Endpoint.ToString());
    }

    [Fact]
    public void TryOpen_OurOwnSocket_IsNonBlockingAndClosedOnExec()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"));
        Assert.True(Sockets.IsNonBlocking(socket.Fd));
        Assert.True(Sockets.IsCloseOnExec(socket.Fd));
        Assert.Equal(1, Sockets.Option(socket.Fd, SOL_SOCKET, SO_REUSEADDR));
    }

    [Fact]
    public void TryOpen_SamePortOnSeveralLoopbackAddresses_AreDifferentListeners()
    {
        using ListenSocket first = Sockets.Open(Sockets.IP("127.7.7.1"));
        using ListenSocket second = Sockets.Open(Sockets.IP("127.7.7.2", first.Endpoint.Port));
        using Socket client = Sockets.Connect(second.Endpoint);
        int accepted = Sockets.Accept(second, out _);
        _ = Libc.close(accepted);
        Assert.Equal(AcceptResult.Drained, first.TryAccept(out _, out _));
    }

    [IPv6Fact]
    public void TryOpen_V6Only_LeavesIPv4ToOthers()
    {
        using ListenSocket six = Sockets.Open(Sockets.IP("::"), new ListenOptions { DualStack = DualStack.V6Only });
        Assert.Equal(1, Sockets.Option(six.Fd, IPPROTO_IPV6, IPV6_V6ONLY));
        using ListenSocket four = Sockets.Open(Sockets.IP("0.0.0.0", six.Endpoint.Port));
        Assert.Equal(six.Endpoint.Port, four.Endpoint.Port);
    }

    [IPv6Fact]
    public void TryOpen_V4V6_TakesIPv4ClientsAsMapped()
    {
        using ListenSocket both = Sockets.Open(Sockets.IP("::"), new ListenOptions { DualStack = DualStack.V4V6 });
        Assert.Equal(0, Sockets.Option(both.Fd, IPPROTO_IPV6, IPV6_V6ONLY));
        using Socket client = Sockets.Connect(Sockets.IP("127.0.0.1", both.Endpoint.Port));
        _ = Libc.close(Sockets.Accept(both, out EndpointAddress peer));
        Assert.True(peer.IsMappedIPv4);
        Assert.Equal(client.LocalEndPoint!.ToString(), peer.Unmapped().ToString());
    }

    [Fact]
    public void TryOpen_AddressInUse_SaysHowToFindTheHolder()
    {
        using ListenSocket holder = Sockets.Open(Sockets.IP("127.0.0.1"));
        ListenError error = Sockets.Refused(holder.Endpoint);
        Assert.Equal(Errno.EADDRINUSE, error.Errno);
        Assert.Equal("bind", error.Call);
        Assert.Equal(
            $"cannot bind {holder.Endpoint}: address already in use; `ss -ltnp 'sport = :{holder.Endpoint.Port}'` shows which process holds it",
            error.Message);
    }

    [Fact]
    public void TryOpen_ForeignAddress_SaysSo()
    {
        ListenError error = Sockets.Refused(Sockets.IP("203.0.113.1")); // TEST-NET-3
        Assert.Equal(Errno.EADDRNOTAVAIL, error.Errno);
        Assert.StartsWith("cannot bind 203.0.113.1:0: this machine has no such address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_Transparent_BindsAForeignAddress_OrTellsOfTheLesserWay()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("203.0.113.1"), new ListenOptions { Transparent = true });
        bool isTransparent = Sockets.Option(socket.Fd, IPPROTO_IP, IP_TRANSPARENT) == 1;
        if (isTransparent)
        {
            Assert.Empty(socket.Warnings);
            return;
        }

        Assert.Equal(1, Sockets.Option(socket.Fd, IPPROTO_IP, IP_FREEBIND));
        Assert.Contains("CAP_NET_ADMIN", Assert.Single(socket.Warnings).Message, StringComparison.Ordinal);
    }

    [IPv6Fact]
    public void TryOpen_TransparentIPv6_BindsAForeignAddress()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("2001:db8::1"), new ListenOptions { Transparent = true });
        Assert.Equal($"[2001:db8::1]:{socket.Endpoint.Port}", socket.Endpoint.ToString());
    }

    [Fact]
    public void TryOpen_Interface_TakesOnlyWhatArrivesThere()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions { Interface = "lo" });
        using Socket client = Sockets.Connect(socket.Endpoint);
        _ = Libc.close(Sockets.Accept(socket, out _));
    }

    [Theory]
    [InlineData("nosuchif0", Errno.ENODEV)]
    [InlineData("", Errno.EINVAL)]
    [InlineData("a-name-of-16-byt", Errno.EINVAL)] // the kernel would silently look for its first 15 bytes
    public void TryOpen_WrongInterface_IsAnErrorThatNamesTheKeyword(string name, int errno)
    {
        ListenError error = Sockets.Refused(Sockets.IP("127.0.0.1"), new ListenOptions { Interface = name });
        Assert.Equal(errno, error.Errno);
        Assert.Equal("setsockopt(SO_BINDTODEVICE)", error.Call);
        Assert.Contains("'interface'", error.Message, StringComparison.Ordinal);
        Assert.Contains("`ip link`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_Options_AreSetOnTheSocket_AndInheritedByConnections()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions
        {
            Backlog = 77,
            TcpUserTimeoutMs = 12_345,
            Mss = 1200,
            KeepAlive = true,
            Probes = new KeepAliveProbes(4, 66, 12),
            ReceiveBufferBytes = 20_000,
            SendBufferBytes = 30_000,
            DeferAccept = true,
            TcpFastOpen = true,
            UnsentBytesMax = 16_384,
            CongestionControl = "reno",
        });
        Assert.Empty(socket.Warnings);
        Assert.NotEqual(0, Sockets.Option(socket.Fd, IPPROTO_TCP, TCP_DEFER_ACCEPT)); // seconds, rounded up to retransmissions
        Assert.Equal(77, Sockets.Option(socket.Fd, IPPROTO_TCP, TCP_FASTOPEN));

        using Socket client = Sockets.Connect(socket.Endpoint);
        client.Send("GET"u8); // defer-accept: nothing is handed over before data came
        int accepted = Sockets.Accept(socket, out _);
        Assert.Equal(1, Sockets.Option(accepted, IPPROTO_TCP, TCP_NODELAY));
        Assert.Equal(12_345, Sockets.Option(accepted, IPPROTO_TCP, TCP_USER_TIMEOUT));
        Assert.Equal(16_384, Sockets.Option(accepted, IPPROTO_TCP, TCP_NOTSENT_LOWAT));
        Assert.Equal("reno"u8, BitConverter.GetBytes(Sockets.Option(accepted, IPPROTO_TCP, TCP_CONGESTION))); // the first four bytes of its name
        Assert.InRange(Sockets.Option(accepted, IPPROTO_TCP, TCP_MAXSEG), 1, 1200);
        Assert.Equal(1, Sockets.Option(accepted, SOL_SOCKET, SO_KEEPALIVE));
        Assert.Equal((4, 66, 12), (Sockets.Option(accepted, IPPROTO_TCP, TCP_KEEPCNT), Sockets.Option(accepted, IPPROTO_TCP, TCP_KEEPIDLE), Sockets.Option(accepted, IPPROTO_TCP, TCP_KEEPINTVL)));
        Assert.Equal(40_000, Sockets.Option(accepted, SOL_SOCKET, SO_RCVBUF)); // socket(7): doubled for bookkeeping
        Assert.Equal(60_000, Sockets.Option(accepted, SOL_SOCKET, SO_SNDBUF));
        _ = Libc.close(accepted);
    }

    [Fact]
    public void TryOpen_ACongestionControlTheKernelDoesNotHave_IsAWarning()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions { CongestionControl = "nosuch" });
        Assert.Contains("'cc'", Assert.Single(socket.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void TryOpen_DelaysAck_TurnsQuickAckOff(bool delays, int quickAck)
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions { DelaysAck = delays });
        Assert.Equal(quickAck, Sockets.Option(socket.Fd, IPPROTO_TCP, TCP_QUICKACK));
    }

    [Fact]
    public unsafe void TryOpen_Backlog_IsTheLengthOfTheQueue()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions { Backlog = 77 });
        const int tcpInfo = 11;
        byte* info = stackalloc byte[32];
        int lengthBytes = 32;
        Assert.Equal(0, Libc.getsockopt(socket.Fd, IPPROTO_TCP, tcpInfo, info, &lengthBytes));
        Assert.Equal(77u, *(uint*)(info + 28)); // tcpi_sacked of a listening socket
    }

    [Fact]
    public void TryOpen_TuningTheKernelRefuses_IsAWarningAndTheSocketServes()
    {
        using ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.1"), new ListenOptions { Mss = 1_000_000 });
        ListenError warning = Assert.Single(socket.Warnings);
        Assert.Equal("setsockopt(TCP_MAXSEG)", warning.Call);
        Assert.Equal("cannot set 'mss' on 127.0.0.1:0: invalid argument", warning.ToString());
        using Socket client = Sockets.Connect(socket.Endpoint);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryOpen_Abstract_ServesUnderItsName_AndTheNameIsTakenMeanwhile(bool padded)
    {
        SocketEndpoint endpoint = Sockets.Abstract(Sockets.UniqueName(), padded);
        using (ListenSocket socket = Sockets.Open(endpoint))
        {
            using Socket client = Sockets.Connect(endpoint);
            _ = Libc.close(Sockets.Accept(socket, out EndpointAddress peer));
            Assert.Equal(SocketFamily.Unix, peer.Family);

            ListenError error = Sockets.Refused(endpoint);
            Assert.Equal(Errno.EADDRINUSE, error.Errno);
            Assert.Contains("ss -lxp", error.Message, StringComparison.Ordinal);
        }

        Sockets.Open(endpoint).Dispose();
    }

    [Fact]
    public void TryOpen_PaddedAndPlainAbstractNames_AreDifferentNames()
    {
        string name = Sockets.UniqueName();
        using ListenSocket padded = Sockets.Open(Sockets.Abstract(name, padded: true));
        using ListenSocket plain = Sockets.Open(Sockets.Abstract(name, padded: false));
    }

    [Fact]
    public void Dispose_ClosesOnce_AndFreesTheAddress()
    {
        ListenSocket socket = Sockets.Open(Sockets.IP("127.0.0.5")); // no other test listens there
        SocketEndpoint endpoint = socket.Endpoint;
        socket.Dispose();
        socket.Dispose();
        Assert.Equal(-1, socket.Fd);
        Assert.Equal(AcceptResult.Dead, socket.TryAccept(out _, out _));
        Assert.Throws<SocketException>(() => Sockets.Connect(endpoint));
    }
}
