using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Sockets;

/// <summary>Sockets with other machines' addresses (<c>usesrc</c>).</summary>
public static class TransparentSockets
{
    /// <summary>True when this process has the right to them: CAP_NET_ADMIN or CAP_NET_RAW.</summary>
    public static bool AreAllowed()
    {
        int fd = Libc.socket((int)Addressing.SocketFamily.IPv4, SOCK_STREAM | SOCK_CLOEXEC, 0);
        int refused = fd < 0 ? Libc.LastError() : SocketOption.Set(fd, IPPROTO_IP, IP_TRANSPARENT, 1);
        _ = fd < 0 ? 0 : Libc.close(fd);
        return refused == 0;
    }
}
