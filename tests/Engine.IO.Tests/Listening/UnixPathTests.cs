using System;
using System.IO;
using System.Net.Sockets;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using Xunit;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Tests.Listening;

public sealed class UnixPathTests
{
    private const int Mode600 = 0b110_000_000;
    private const int Mode666 = 0b110_110_110;

    [Fact]
    public void Open_LeavesTheSocketAndNothingElse_AndDisposeLeavesNothing()
    {
        using var directory = new TempDirectory();
        string path = directory.File("s");
        using (ListenSocket socket = Sockets.Open(Sockets.Unix(path)))
        {
            Assert.Equal([path], Directory.GetFileSystemEntries(directory.Path));
            Assert.Equal("unix@" + path, socket.Endpoint.ToString());
            using Socket client = Sockets.Connect(socket.Endpoint);
            _ = Libc.close(Sockets.Accept(socket, out _));
        }

        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Open_OverAStaleSocket_ReplacesIt()
    {
        using var directory = new TempDirectory();
        string path = directory.File("s");
        LeaveBehind(path);
        Assert.True(File.Exists(path));
        using ListenSocket socket = Sockets.Open(Sockets.Unix(path));
        using Socket client = Sockets.Connect(socket.Endpoint);
        _ = Libc.close(Sockets.Accept(socket, out _));
    }

    [Fact]
    public void Open_OverALiveSocket_TakesItsPlace_AndTheOldOneDoesNotRemoveTheNew()
    {
        using var directory = new TempDirectory();
        SocketEndpoint endpoint = Sockets.Unix(directory.File("s"));
        ListenSocket old = Sockets.Open(endpoint);
        using Socket waiting = Sockets.Connect(endpoint);
        using ListenSocket fresh = Sockets.Open(endpoint);
        using Socket client = Sockets.Connect(endpoint);
        _ = Libc.close(Sockets.Accept(fresh, out _));
        _ = Libc.close(Sockets.Accept(old, out _)); // who came before is still served by the old one
        old.Dispose();

        using Socket later = Sockets.Connect(endpoint);
        _ = Libc.close(Sockets.Accept(fresh, out _));
    }

    [Fact]
    public void Open_OverAFile_RefusesAndKeepsIt()
    {
        using var directory = new TempDirectory();
        string path = directory.File("precious");
        File.WriteAllText(path, "data");
        ListenError error = Sockets.Refused(Sockets.Unix(path));
        Assert.Equal(Errno.EEXIST, error.Errno);
        Assert.Contains("not a socket", error.Message, StringComparison.Ordinal);
        Assert.Equal("data", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Open_OverASymbolicLink_ReplacesTheLinkAndNotWhatItPointsTo()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory.File("target"), "data");
        File.CreateSymbolicLink(directory.File("s"), directory.File("target"));
        using ListenSocket socket = Sockets.Open(Sockets.Unix(directory.File("s")));
        Assert.Equal("data", File.ReadAllText(directory.File("target")));
        using Socket client = Sockets.Connect(socket.Endpoint);
    }

    [Theory]
    [InlineData(Mode600)]
    [InlineData(Mode666)]
    [InlineData(0)]
    public void Open_Mode_IsExactWhateverTheUmask(int mode)
    {
        using var directory = new TempDirectory();
        using ListenSocket socket = Sockets.Open(Sockets.Unix(directory.File("s")), new ListenOptions { UnixMode = mode });
        Assert.Equal(mode, Stat(directory.File("s")).Mode);
    }

    [Fact]
    public void Open_Owner_IsGivenByRootAndRefusedToOthers()
    {
        using var directory = new TempDirectory();
        var options = new ListenOptions { UnixUid = 12345, UnixMode = Mode600 };
        SocketEndpoint endpoint = Sockets.Unix(directory.File("s"));
        if (!Environment.IsPrivilegedProcess)
        {
            ListenError error = Sockets.Refused(endpoint, options);
            Assert.Equal(("chown", Errno.EPERM), (error.Call, error.Errno));
            Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
            return;
        }

        using ListenSocket socket = Sockets.Open(endpoint, options);
        Assert.Equal((Mode600, 12345u), Stat(directory.File("s")));
    }

    [Fact]
    public void Open_MissingDirectory_NamesIt()
    {
        using var directory = new TempDirectory();
        ListenError error = Sockets.Refused(Sockets.Unix(directory.File("missing/s")));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains($"there is no directory '{directory.File("missing")}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PathOf107Bytes_IsServed()
    {
        using var directory = new TempDirectory();
        string path = directory.File(new string('p', 107 - directory.Path.Length - 1));
        using ListenSocket socket = Sockets.Open(Sockets.Unix(path));
        using Socket client = Sockets.Connect(socket.Endpoint);
        _ = Libc.close(Sockets.Accept(socket, out _));
    }

    [Fact]
    public void Open_ShortNameInALongDirectory_LacksRoomForTheTemporaryName()
    {
        using var directory = new TempDirectory();
        string deep = directory.File(new string('d', 104 - directory.Path.Length - 1));
        Directory.CreateDirectory(deep);
        ListenError error = Sockets.Refused(Sockets.Unix(deep + "/s"));
        Assert.Equal(Errno.ENAMETOOLONG, error.Errno);
        Assert.Contains("temporary name", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    // What a crashed process leaves: a socket file that nobody listens on.
    private static unsafe void LeaveBehind(string path)
    {
        int fd = Libc.socket((int)SocketFamily.Unix, SOCK_STREAM, 0);
        ReadOnlySpan<byte> native = Sockets.Unix(path).Native;
        fixed (byte* address = native)
        {
            Assert.Equal(0, LibcBlocking.bind(fd, address, native.Length));
        }

        _ = Libc.close(fd);
    }

    private static unsafe (int Mode, uint Uid) Stat(string path)
    {
        const uint modeAndUid = 2 | 8; // STATX_MODE | STATX_UID
        byte* record = stackalloc byte[256];
        fixed (byte* name = System.Text.Encoding.UTF8.GetBytes(path + '\0'))
        {
            Assert.Equal(0, LibcBlocking.statx(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, modeAndUid, record));
        }

        return (*(ushort*)(record + 28) & 0xfff, *(uint*)(record + 20));
    }
}
