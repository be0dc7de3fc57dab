using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>
/// The file of a listening unix socket, from its temporary name to its removal. The socket is made complete under a temporary name
/// beside its place (bound, owned, listening) and renamed over whatever socket stood there, so a client finds the old one or the new one
/// and never none. All clones of a socket, on whichever loop, hold the same file; the last one removes it.
/// </summary>
internal sealed unsafe class UnixPathShared
{
    private const int TemporaryNamesTried = 8;
    private const int FileTypeMask = 0xf000;
    private const int FileTypeSocket = 0xc000;
    private const int FileTypeSymlink = 0xa000;
    private const uint Unchanged = uint.MaxValue; // (uid_t)-1

    private readonly SocketEndpoint _endpoint;
    private readonly byte[] _path;
    private readonly byte[] _temporaryPath;
    private FileIdentity _identity;
    private bool _isPublished;
    private int _holders = 1;

    private UnixPathShared(SocketEndpoint endpoint, byte[] path, byte[] temporaryPath)
    {
        _endpoint = endpoint;
        _path = path;
        _temporaryPath = temporaryPath;
    }

    /// <summary>
    /// Binds the socket to a temporary name and gives that file its owner and permissions; the caller listens and then calls
    /// <see cref="Publish"/>. Null when all went well, and then the caller is the first holder.
    /// </summary>
    public static ListenError? Stage(int fd, SocketEndpoint endpoint, ListenOptions options, out UnixPathShared? path)
    {
        path = null;
        byte[] final = [.. endpoint.UnixName, 0];
        if (TryIdentify(final, out FileIdentity old) && old.Type is not (FileTypeSocket or FileTypeSymlink))
        {
            return ListenAdvice.OnEndpoint(endpoint, "bind", Errno.EEXIST);
        }

        int errno = BindTemporary(fd, endpoint.UnixName, out byte[] temporary);
        if (errno != 0)
        {
            return ListenAdvice.OnEndpoint(endpoint, "bind", errno);
        }

        path = new UnixPathShared(endpoint, final, temporary);
        ListenError? error = path.Protect(options);
        if (error is not null)
        {
            path.Release();
            path = null;
        }

        return error;
    }

    /// <summary>Gives the socket its real name. Null when all went well; else the caller releases.</summary>
    public ListenError? Publish()
    {
        fixed (byte* from = _temporaryPath, to = _path)
        {
            if (LibcBlocking.rename(from, to) != 0)
            {
                return ListenAdvice.OnEndpoint(_endpoint, "rename", LibcBlocking.LastError());
            }
        }

        _isPublished = true;
        return null;
    }

    public void AddHolder() => Interlocked.Increment(ref _holders);

    /// <summary>The last holder removes the file, unless another process put its own socket there since (a reload does).</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
        {
            return;
        }

        byte[] name = _isPublished ? _path : _temporaryPath;
        if (!_isPublished || (TryIdentify(name, out FileIdentity now) && now == _identity))
        {
            fixed (byte* path = name)
            {
                _ = LibcBlocking.unlink(path);
            }
        }
    }

    private ListenError? Protect(ListenOptions options)
    {
        fixed (byte* path = _temporaryPath)
        {
            bool hasOwner = options.UnixUid is not null || options.UnixGid is not null;
            if (hasOwner && LibcBlocking.chown(path, (uint?)options.UnixUid ?? Unchanged, (uint?)options.UnixGid ?? Unchanged) != 0)
            {
                return ListenAdvice.OnEndpoint(_endpoint, "chown", LibcBlocking.LastError());
            }

            // After chown, which may clear bits.
            if (options.UnixMode is int mode && LibcBlocking.chmod(path, (uint)mode) != 0)
            {
                return ListenAdvice.OnEndpoint(_endpoint, "chmod", LibcBlocking.LastError());
            }
        }

        TryIdentify(_temporaryPath, out _identity);
        return null;
    }

    // A random name rather than the pid: processes of several containers may share the directory and all be pid 1.
    private static int BindTemporary(int fd, ReadOnlySpan<byte> finalPath, out byte[] temporary)
    {
        ReadOnlySpan<byte> directory = finalPath[..(finalPath.LastIndexOf((byte)'/') + 1)];
        temporary = [];
        int errno = Errno.EADDRINUSE;
        for (int i = 0; i < TemporaryNamesTried && errno == Errno.EADDRINUSE; i++)
        {
            temporary = [.. directory, .. Encoding.ASCII.GetBytes($".{Random.Shared.Next():x8}"), 0];
            if (temporary.Length > SocketEndpoint.UnixPathBytesMax + 1)
            {
                return Errno.ENAMETOOLONG;
            }

            byte[] native = new byte[SocketEndpoint.UnixPathOffset + temporary.Length];
            MemoryMarshal.Write(native, (ushort)SocketFamily.Unix);
            temporary.CopyTo(native, SocketEndpoint.UnixPathOffset);
            fixed (byte* address = native)
            {
                errno = LibcBlocking.bind(fd, address, native.Length) == 0 ? 0 : LibcBlocking.LastError();
            }
        }

        return errno;
    }

    private static bool TryIdentify(byte[] path, out FileIdentity identity)
    {
        byte* record = stackalloc byte[256];
        identity = default;
        fixed (byte* name = path)
        {
            if (LibcBlocking.statx(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, STATX_TYPE | STATX_INO, record) != 0)
            {
                return false;
            }
        }

        // struct statx: stx_mode at 28, stx_ino at 32, stx_dev_major and stx_dev_minor from 136.
        identity = new FileIdentity(*(ushort*)(record + 28) & FileTypeMask, *(ulong*)(record + 32), *(ulong*)(record + 136));
        return true;
    }

    private readonly record struct FileIdentity(int Type, ulong Inode, ulong Device);
}
