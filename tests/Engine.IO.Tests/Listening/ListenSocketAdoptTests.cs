using System;
using System.IO;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Xunit;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Tests.Listening;

public sealed class ListenSocketAdoptTests
{
    [Fact]
    public void TryAdopt_ListeningDescriptor_ServesWhatWaitedAlready()
    {
        int fd = Sockets.ListeningDescriptor(out SocketEndpoint endpoint);
        Assert.False(Sockets.IsNonBlocking(fd));
        using Socket early = Sockets.Connect(endpoint); // the parent's clients may come before we do
        using ListenSocket socket = Adopt(fd);
        Assert.Equal(fd, socket.Fd);
        Assert.True(socket.IsInherited);
        Assert.True(Sockets.IsNonBlocking(fd));
        Assert.Equal(endpoint, socket.Endpoint);
        _ = Libc.close(Sockets.Accept(socket, out EndpointAddress peer));
        Assert.Equal(early.LocalEndPoint!.ToString(), peer.ToString());
    }

    [Fact]
    public void TryAdopt_Twice_TheSecondIsADuplicateOfTheSameQueue()
    {
        int fd = Sockets.ListeningDescriptor(out SocketEndpoint endpoint);
        ListenSocket first = Adopt(fd);
        ListenSocket second = Adopt(fd);
        Assert.Equal(fd, first.Fd);
        Assert.NotEqual(fd, second.Fd);
        Assert.Equal(endpoint, second.Endpoint);
        first.Dispose();

        using (Socket client = Sockets.Connect(endpoint))
        {
            _ = Libc.close(Sockets.Accept(second, out _));
        }

        second.Dispose();
        Assert.Throws<SocketException>(() => Sockets.Connect(endpoint));
    }

    [Fact]
    public void Dispose_OwnerOfTheDescriptor_FreesItsNumberForAnother()
    {
        int fd = Sockets.ListeningDescriptor(out _);
        ListenSocket owner = Adopt(fd);
        Assert.True(owner.TryClone(out ListenSocket? duplicate, out _));
        Assert.True(duplicate.IsInherited);
        duplicate.Dispose();
        Assert.False(AdoptedDescriptorsShared.TryOwn(fd));
        owner.Dispose();
        Assert.True(AdoptedDescriptorsShared.TryOwn(fd));
        AdoptedDescriptorsShared.Disown(fd);
    }

    [Fact]
    public void TryAdopt_BoundButNotListening_ListensNow() // CFG 5.1: the descriptor "may or may not" listen already
    {
        int fd = Sockets.BoundDescriptor(out SocketEndpoint endpoint);
        using ListenSocket socket = Adopt(fd);
        using Socket client = Sockets.Connect(endpoint);
        _ = Libc.close(Sockets.Accept(socket, out _));
    }

    [Fact]
    public void TryAdopt_OptionsThatTune_Apply()
    {
        int fd = Sockets.ListeningDescriptor(out SocketEndpoint endpoint);
        Assert.True(ListenSocket.TryAdopt(fd, new ListenOptions { TcpUserTimeoutMs = 4321 }, out ListenSocket? socket, out _));
        using Socket client = Sockets.Connect(endpoint);
        int accepted = Sockets.Accept(socket, out _);
        Assert.Equal(4321, Sockets.Option(accepted, IPPROTO_TCP, TCP_USER_TIMEOUT));
        Assert.Equal(1, Sockets.Option(accepted, IPPROTO_TCP, TCP_NODELAY));
        _ = Libc.close(accepted);
        socket.Dispose();
    }

    [Fact]
    public void TryAdopt_UnixSocket_IsServed_AndItsPathLeftToTheParent()
    {
        using var directory = new TempDirectory();
        using var parent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        parent.Bind(new UnixDomainSocketEndPoint(directory.File("s")));
        parent.Listen();
        int fd = Libc.fcntl((int)parent.Handle, F_DUPFD_CLOEXEC, 0);
        using (ListenSocket socket = Adopt(fd))
        {
            Assert.Equal("unix@" + directory.File("s"), socket.Endpoint.ToString());
            using Socket client = Sockets.Connect(socket.Endpoint);
            _ = Libc.close(Sockets.Accept(socket, out _));
        }

        Assert.True(File.Exists(directory.File("s")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void TryAdopt_NoSuchDescriptor_SaysThatTheParentDidNotPassIt(int fd)
    {
        ListenError error = Refused(fd);
        Assert.Equal(Errno.EBADF, error.Errno);
        Assert.StartsWith($"cannot listen on fd@{fd}: there is no such descriptor; the parent process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryAdopt_File_IsRefused()
    {
        using FileStream file = File.OpenRead("/proc/self/limits");
        int fd = (int)file.SafeFileHandle.DangerousGetHandle();
        Assert.Equal($"cannot listen on fd@{fd}: the descriptor is not a socket", Refused(fd).Message);
        Assert.True(Sockets.IsOpen(fd));
    }

    [Fact]
    public void TryAdopt_DatagramSocket_IsRefused()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Contains("datagrams", Refused((int)socket.Handle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryAdopt_UnboundSocket_IsRefused_RatherThanListeningOnARandomPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Contains("not bound", Refused((int)socket.Handle).Message, StringComparison.Ordinal);
        Assert.Equal(0, Sockets.Option((int)socket.Handle, SOL_SOCKET, SO_ACCEPTCONN));
    }

    [Fact]
    public void TryAdopt_ConnectedSocket_IsRefused_AndNotOwned()
    {
        using ListenSocket listener = Sockets.Open(Sockets.IP("127.0.0.1"));
        using Socket client = Sockets.Connect(listener.Endpoint);
        int fd = (int)client.Handle;
        Assert.Contains("connected already", Refused(fd).Message, StringComparison.Ordinal);
        Assert.True(Sockets.IsOpen(fd));
        Assert.True(AdoptedDescriptorsShared.TryOwn(fd));
        AdoptedDescriptorsShared.Disown(fd);
    }

    private static ListenSocket Adopt(int fd)
    {
        Assert.True(ListenSocket.TryAdopt(fd, new ListenOptions(), out ListenSocket? socket, out ListenError? error), error?.Message);
        return socket;
    }

    private static ListenError Refused(int fd)
    {
        Assert.False(ListenSocket.TryAdopt(fd, new ListenOptions(), out ListenSocket? socket, out ListenError? error));
        Assert.Null(socket);
        return error;
    }
}
