using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tests.Listening;
using Xunit;
using RawSockets = Engine.IO.Tests.Listening.Sockets;

namespace Engine.IO.Tests.Sockets;

public sealed class ConnectTests : IDisposable
{
    private readonly RealLoop _real = new();

    public void Dispose() => _real.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("unix")]
    [InlineData("abstract")]
    public void Connect_ToAListener_CarriesBytes(string where)
    {
        using TempDirectory directory = new();
        SocketEndpoint endpoint = where switch
        {
            "unix" => RawSockets.Unix(directory.File("s")),
            "abstract" => RawSockets.Abstract(RawSockets.UniqueName(), padded: false),
            _ => RawSockets.IP(where),
        };
        using ListenSocket listener = RawSockets.Open(endpoint);
        SocketConnection connection = _real.New();

        Assert.Equal(0, _real.Wait(connection.ConnectAsync(To(listener.Endpoint))));

        Assert.True(connection.IsOpen);
        SocketConnection accepted = _real.New();
        Assert.Equal(0, accepted.Open(RawSockets.Accept(listener, out _)));
        _real.Wait(connection.Output.WriteAsync("hello"u8.ToArray()));
        ReadResult read = _real.Wait(accepted.Input.ReadAsync());
        Assert.Equal("hello"u8.ToArray(), read.Buffer.ToArray());
        accepted.Input.AdvanceTo(read.Buffer.End);
    }

    [Fact]
    public void Connect_WhereNobodyListens_SaysRefused()
    {
        int fd = RawSockets.BoundDescriptor(out SocketEndpoint endpoint);
        _ = Libc.close(fd);
        SocketConnection connection = _real.New();

        Assert.Equal(Errno.ECONNREFUSED, _real.Wait(connection.ConnectAsync(To(endpoint))));

        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Connect_ToAMissingUnixSocket_SaysSoAtOnce()
    {
        const int ENOENT = 2;
        using TempDirectory directory = new();
        SocketConnection connection = _real.New();

        LoopTask<int> connecting = connection.ConnectAsync(To(RawSockets.Unix(directory.File("nobody"))));

        Assert.True(connecting.IsCompleted);
        Assert.Equal(ENOENT, _real.Wait(connecting));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Connect_AfterARefusal_WorksWithTheSameObject()
    {
        int fd = RawSockets.BoundDescriptor(out SocketEndpoint nobody);
        _ = Libc.close(fd);
        SocketConnection connection = _real.New();
        Assert.NotEqual(0, _real.Wait(connection.ConnectAsync(To(nobody))));
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"));

        Assert.Equal(0, _real.Wait(connection.ConnectAsync(To(listener.Endpoint))));

        Assert.Equal((0, false, false), (connection.Error, connection.PeerClosed, connection.IsReset));
    }

    [Fact]
    public void Connect_ToAFullBacklog_WaitsUntilCancelled()
    {
        int fd = RawSockets.BoundDescriptor(out SocketEndpoint endpoint);
        Assert.Equal(0, LibcBlocking.listen(fd, 0));
        List<Socket> queued = FillBacklog(endpoint);
        SocketConnection connection = _real.New();
        LoopTask<int> connecting = connection.ConnectAsync(To(endpoint));
        _real.Settle();
        Assert.False(connecting.IsCompleted);
        Assert.True(connection.IsOpen);

        connection.CancelWaits();

        Assert.Equal(Errno.ECANCELED, _real.Wait(connecting));
        Assert.False(connection.IsOpen);
        queued.ForEach(each => each.Dispose());
        _ = Libc.close(fd);
    }

    [Fact]
    public void Connect_FromASource_ArrivesFromThere()
    {
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"));
        SocketConnection connection = _real.New();
        ConnectTarget target = new()
        {
            Address = listener.Endpoint.Native,
            Source = RawSockets.IP("127.0.0.9").Native,
            Options = ConnectOptions.Default,
        };

        Assert.Equal(0, _real.Wait(connection.ConnectAsync(target)));

        _ = Libc.close(RawSockets.Accept(listener, out EndpointAddress from));
        Assert.StartsWith("127.0.0.9", from.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_FromASourceThatIsNotOurs_SaysWhy()
    {
        SocketConnection connection = _real.New();
        ConnectTarget target = new()
        {
            Address = RawSockets.IP("127.0.0.1", 1).Native,
            Source = RawSockets.IP("192.0.2.1").Native,
            Options = ConnectOptions.Default,
        };

        Assert.Equal(Errno.EADDRNOTAVAIL, _real.Wait(connection.ConnectAsync(target)));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Connect_WithOptions_PutsThemOnTheSocket()
    {
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"));
        SocketConnection connection = _real.New();
        ConnectOptions options = new() { KeepAlive = true, Probes = new KeepAliveProbes(3, 77, 11), TcpUserTimeoutMs = 4321, SendBufferBytes = 20_000, ReceiveBufferBytes = 30_000, UnsentBytesMax = 16_384, CongestionControl = "reno" };

        Assert.Equal(0, _real.Wait(connection.ConnectAsync(new ConnectTarget { Address = listener.Endpoint.Native, Options = options })));

        Assert.Equal(1, RawSockets.Option(connection.Fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_KEEPALIVE));
        Assert.Equal(3, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPCNT));
        Assert.Equal(77, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPIDLE));
        Assert.Equal(11, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_KEEPINTVL));
        Assert.Equal(4321, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_USER_TIMEOUT));
        Assert.Equal(1, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_NODELAY));
        Assert.Equal(16_384, RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_NOTSENT_LOWAT));
        Assert.Equal("reno"u8, BitConverter.GetBytes(RawSockets.Option(connection.Fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_CONGESTION))); // the first four bytes of its name
        Assert.Equal(40_000, RawSockets.Option(connection.Fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_SNDBUF)); // socket(7): the kernel doubles it
        Assert.Equal(60_000, RawSockets.Option(connection.Fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RCVBUF));
    }

    /// <summary>
    /// tcp(7): with TCP_QUICKACK off the last packet of the handshake waits for the request and goes with it: of our two packets only the
    /// SYN has left by then. The kernel sends it after 200 ms all the same, which on a busy machine may be before we look.
    /// </summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Connect_DelaysTheAcknowledgement_WhenAsked(bool delays, int packets)
    {
        const int AttemptsMax = 20;
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"));
        int sent;
        int attempts = 0;
        do
        {
            SocketConnection connection = _real.New();
            Assert.Equal(0, _real.Wait(connection.ConnectAsync(new ConnectTarget { Address = listener.Endpoint.Native, Options = ConnectOptions.Default, DelaysAck = delays })));
            sent = PacketsSent(connection.Fd);
            _real.Wait(connection.Output.WriteAsync("hello"u8.ToArray()));
            _ = Libc.close(RawSockets.Accept(listener, out _));
        }
        while (sent != packets && ++attempts < AttemptsMax);

        Assert.Equal(packets, sent);
    }

    private static unsafe int PacketsSent(int fd)
    {
        const int SegmentsOutAt = 136; // tcpi_segs_out
        byte* info = stackalloc byte[SegmentsOutAt + sizeof(int)];
        int length = SegmentsOutAt + sizeof(int);
        Assert.Equal(0, Libc.getsockopt(fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_INFO, info, &length));
        return *(int*)(info + SegmentsOutAt);
    }

    [Fact]
    public void Connect_PeerClosesAtOnce_IsConnectedAndReadsTheEnd()
    {
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"));
        SocketConnection connection = _real.New();
        LoopTask<int> connecting = connection.ConnectAsync(To(listener.Endpoint));
        _ = Libc.close(RawSockets.Accept(listener, out _));

        Assert.Equal(0, _real.Wait(connecting));

        Assert.True(_real.Wait(connection.Input.ReadAsync()).IsCompleted);
    }

    /// <summary>Connects until the kernel drops what comes (listen(2): the backlog is of completed connections).</summary>
    private static List<Socket> FillBacklog(SocketEndpoint endpoint)
    {
        List<Socket> queued = [];
        for (int i = 0; i < 4; i++)
        {
            Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            Assert.Equal(SocketError.WouldBlock, Assert.Throws<SocketException>(() => client.Connect("127.0.0.4", endpoint.Port)).SocketErrorCode);
            queued.Add(client);
        }

        return queued;
    }

    private static ConnectTarget To(SocketEndpoint endpoint) => new() { Address = endpoint.Native, Options = ConnectOptions.Default };
}
