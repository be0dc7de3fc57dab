using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Xunit;

namespace Engine.IO.Tests.Listening;

/// <summary>Raw sockets for tests: everything that the listening code must not do itself.</summary>
internal static unsafe partial class Sockets
{
    public const int FdCloExec = 1;
    private const short PollIn = 1;

    public static SocketEndpoint IP(string address, int port = 0) => SocketEndpoint.FromIP(IPAddress.Parse(address), port);

    public static SocketEndpoint Unix(string path)
    {
        Assert.True(SocketEndpoint.TryFromUnixPath(path, out SocketEndpoint? endpoint, out string? error), error);
        return endpoint;
    }

    public static SocketEndpoint Abstract(string name, bool padded)
    {
        Assert.True(SocketEndpoint.TryFromAbstract(name, padded, out SocketEndpoint? endpoint, out string? error), error);
        return endpoint;
    }

    public static ListenSocket Open(SocketEndpoint endpoint, ListenOptions? options = null)
    {
        Assert.True(ListenSocket.TryOpen(endpoint, options ?? new ListenOptions(), out ListenSocket? socket, out ListenError? error), error?.Message);
        return socket;
    }

    public static ListenError Refused(SocketEndpoint endpoint, ListenOptions? options = null)
    {
        bool opened = ListenSocket.TryOpen(endpoint, options ?? new ListenOptions(), out ListenSocket? socket, out ListenError? error);
        socket?.Dispose();
        Assert.False(opened);
        Assert.Null(socket);
        return error!;
    }

    /// <summary>A blocking client, connected.</summary>
    public static Socket Connect(SocketEndpoint endpoint)
    {
        var family = endpoint.Family switch
        {
            SocketFamily.IPv4 => AddressFamily.InterNetwork,
            SocketFamily.IPv6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unix,
        };
        var client = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new RawEndPoint(endpoint));
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Waits until a connection is there, however long that takes, and takes it.</summary>
    public static int Accept(ListenSocket socket, out EndpointAddress peer)
    {
        WaitReadable(socket.Fd);
        Assert.Equal(AcceptResult.Accepted, socket.TryAccept(out int fd, out peer));
        return fd;
    }

    /// <summary>Waits until one of them is readable, however long that takes.</summary>
    public static void WaitReadable(params ReadOnlySpan<int> fds)
    {
        PollRecord* records = stackalloc PollRecord[fds.Length];
        for (int i = 0; i < fds.Length; i++)
        {
            records[i] = new PollRecord { Fd = fds[i], Events = PollIn };
        }

        Assert.InRange(Poll(records, (ulong)fds.Length, -1), 1, fds.Length);
    }

    /// <summary>
    /// A raw stream socket that no managed object owns, bound to a free port of an address that no other test uses: once closed, nobody
    /// answers there.
    /// </summary>
    public static int BoundDescriptor(out SocketEndpoint endpoint)
    {
        int fd = Libc.socket((int)SocketFamily.IPv4, LinuxConstants.SOCK_STREAM, 0);
        fixed (byte* address = IP("127.0.0.4").Native)
        {
            Assert.Equal(0, LibcBlocking.bind(fd, address, 16));
        }

        Assert.True(SocketNames.TryGetLocalEndpoint(fd, out SocketEndpoint? bound));
        endpoint = bound;
        return fd;
    }

    public static int ListeningDescriptor(out SocketEndpoint endpoint)
    {
        int fd = BoundDescriptor(out endpoint);
        Assert.Equal(0, LibcBlocking.listen(fd, 16));
        return fd;
    }

    public static int Option(int fd, int level, int option)
    {
        Assert.Equal(0, SocketOption.Get(fd, level, option, out int value));
        return value;
    }

    public static bool IsOpen(int fd) => Libc.fcntl(fd, LinuxConstants.F_GETFD, 0) >= 0;

    public static bool IsCloseOnExec(int fd) => (Libc.fcntl(fd, LinuxConstants.F_GETFD, 0) & FdCloExec) != 0;

    public static bool IsNonBlocking(int fd) => (Libc.fcntl(fd, LinuxConstants.F_GETFL, 0) & LinuxConstants.O_NONBLOCK) != 0;

    public static string UniqueName() => "weir-test-" + Guid.NewGuid().ToString("N");

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollRecord* records, ulong count, int timeoutMs);

    [StructLayout(LayoutKind.Sequential, Size = 8)] // the kernel answers in the two bytes after Events
    private struct PollRecord
    {
        public int Fd;
        public short Events;
    }

    /// <summary>Hands the native bytes to the framework's sockets, abstract names of either kind included.</summary>
    private sealed class RawEndPoint(SocketEndpoint endpoint) : EndPoint
    {
        public override AddressFamily AddressFamily => endpoint.Family switch
        {
            SocketFamily.IPv4 => AddressFamily.InterNetwork,
            SocketFamily.IPv6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unix,
        };

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily, endpoint.Native.Length);
            endpoint.Native.CopyTo(address.Buffer.Span);
            return address;
        }

        public override EndPoint Create(SocketAddress socketAddress) => this;
    }
}
