using System;
using System.Diagnostics.CodeAnalysis;
using Engine.IO.Native;

namespace Engine.IO.Addressing;

/// <summary>Asks the kernel for the addresses of a socket: one system call each, so ask once per connection and keep the answer.</summary>
public static unsafe class SocketNames
{
    /// <summary>The address the client connected to (<c>%fi:%fp</c>, <c>dst</c>). False when the descriptor is no socket.</summary>
    public static bool TryGetLocal(int fd, out EndpointAddress address)
    {
        EndpointAddress native = default;
        int lengthBytes = EndpointAddress.NativeBytes;
        bool known = Libc.getsockname(fd, &native, &lengthBytes) == 0;
        EndpointAddress.DropUnixName(ref native);
        address = native;
        return known;
    }

    /// <summary>The address of the other end. False when the socket is not connected (any more).</summary>
    public static bool TryGetPeer(int fd, out EndpointAddress address)
    {
        EndpointAddress native = default;
        int lengthBytes = EndpointAddress.NativeBytes;
        bool known = Libc.getpeername(fd, &native, &lengthBytes) == 0;
        EndpointAddress.DropUnixName(ref native);
        address = native;
        return known;
    }

    /// <summary>The local address of any family, unix names included. Allocates.</summary>
    public static bool TryGetLocalEndpoint(int fd, [NotNullWhen(true)] out SocketEndpoint? endpoint)
    {
        byte* native = stackalloc byte[SocketEndpoint.NativeBytesMax];
        int lengthBytes = SocketEndpoint.NativeBytesMax;
        endpoint = null;
        return Libc.getsockname(fd, native, &lengthBytes) == 0 && TryRead(native, lengthBytes, out endpoint);
    }

    /// <summary>The address of the other end, of any family. Allocates.</summary>
    public static bool TryGetPeerEndpoint(int fd, [NotNullWhen(true)] out SocketEndpoint? endpoint)
    {
        byte* native = stackalloc byte[SocketEndpoint.NativeBytesMax];
        int lengthBytes = SocketEndpoint.NativeBytesMax;
        endpoint = null;
        return Libc.getpeername(fd, native, &lengthBytes) == 0 && TryRead(native, lengthBytes, out endpoint);
    }

    // The kernel reports the length of the whole name; a longer one than the record (a path of 108 bytes without its NUL) was cut.
    private static bool TryRead(byte* native, int lengthBytes, [NotNullWhen(true)] out SocketEndpoint? endpoint)
        => SocketEndpoint.TryFromNative(new ReadOnlySpan<byte>(native, Math.Min(lengthBytes, SocketEndpoint.NativeBytesMax)), out endpoint);
}
