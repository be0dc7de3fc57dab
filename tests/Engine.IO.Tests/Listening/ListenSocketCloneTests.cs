using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Xunit;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Tests.Listening;

public sealed class ListenSocketCloneTests
{
    private static readonly ListenOptions Shared = new() { ReusePort = true };

    [Fact]
    public void TryClone_ReusePort_OpensQueuesOfTheirOwn_ThatShareTheConnections()
    {
        using ListenSocket first = Sockets.Open(Sockets.IP("127.0.0.1"), Shared);
        using ListenSocket second = Clone(first);
        using ListenSocket third = Clone(second);
        Assert.Equal(first.Endpoint, second.Endpoint);
        Assert.Equal(first.Endpoint, third.Endpoint);
        Assert.Equal(1, Sockets.Option(third.Fd, SOL_SOCKET, SO_REUSEPORT));

        var clients = new List<Socket>();
        for (int i = 0; i < 64; i++)
        {
            clients.Add(Sockets.Connect(first.Endpoint));
        }

        int[] counts = [0, 0, 0];
        while (counts.Sum() < 64)
        {
            Sockets.WaitReadable(first.Fd, second.Fd, third.Fd);
            counts[0] += Drain(first);
            counts[1] += Drain(second);
            counts[2] += Drain(third);
        }

        Assert.All(counts, count => Assert.NotEqual(0, count)); // 64 hashes that all miss one of three: 2 in 10^11
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public void TryOpen_ReusePortOnOneSideOnly_IsStillInUse()
    {
        using ListenSocket alone = Sockets.Open(Sockets.IP("127.0.0.1"));
        Assert.Equal(Errno.EADDRINUSE, Sockets.Refused(alone.Endpoint, Shared).Errno);
    }

    [Fact]
    public void TryClone_WithoutReusePort_TakesFromTheSameQueue()
    {
        using ListenSocket first = Sockets.Open(Sockets.IP("127.0.0.1"));
        ListenSocket second = Clone(first);
        using Socket one = Sockets.Connect(first.Endpoint);
        using Socket two = Sockets.Connect(first.Endpoint);
        _ = Libc.close(Sockets.Accept(second, out EndpointAddress a));
        second.Dispose();
        _ = Libc.close(Sockets.Accept(first, out EndpointAddress b));
        Assert.Equal(
            new HashSet<string> { one.LocalEndPoint!.ToString()!, two.LocalEndPoint!.ToString()! },
            new HashSet<string> { a.ToString(), b.ToString() });
    }

    [Fact]
    public void TryClone_UnixPath_IsRemovedByTheLastHolderOnly()
    {
        using var directory = new TempDirectory();
        string path = directory.File("s");
        ListenSocket first = Sockets.Open(Sockets.Unix(path));
        ListenSocket second = Clone(first);
        Assert.True(Sockets.IsCloseOnExec(second.Fd));
        first.Dispose();
        Assert.True(File.Exists(path));
        using (Socket client = Sockets.Connect(second.Endpoint))
        {
            _ = Libc.close(Sockets.Accept(second, out _));
        }

        second.Dispose();
        Assert.False(File.Exists(path));
    }

    private static ListenSocket Clone(ListenSocket socket)
    {
        Assert.True(socket.TryClone(out ListenSocket? clone, out ListenError? error), error?.Message);
        Assert.NotEqual(socket.Fd, clone.Fd);
        return clone;
    }

    private static int Drain(ListenSocket socket)
    {
        int count = 0;
        while (socket.TryAccept(out int fd, out _) == AcceptResult.Accepted)
        {
            _ = Libc.close(fd);
            count++;
        }

        return count;
    }
}
