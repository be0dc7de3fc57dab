using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>
/// Connections that one process hands another as descriptors by a connected UNIX socket (unix(7) SCM_RIGHTS; CFG 11 <c>sockpair@</c>).
/// One byte or two go along with each, and say nothing.
/// </summary>
internal static unsafe class PassedSockets
{
    /// <summary>struct cmsghdr: length, level, type.</summary>
    private static readonly int HeaderBytes = sizeof(nint) + (2 * sizeof(int));

    private const int PayloadBytes = 2;

    /// <summary>Takes the next one: non-blocking and closed on exec. What comes without a descriptor is passed over.</summary>
    internal static AcceptResult TryReceive(int from, out int fd, out EndpointAddress peer)
    {
        fd = -1;
        peer = default;
        byte* payload = stackalloc byte[PayloadBytes];
        byte* control = stackalloc byte[HeaderBytes + sizeof(nint)];
        Libc.IoVec vector = new() { Base = payload, Length = PayloadBytes };
        Libc.MsgHdr message = new() { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = HeaderBytes + sizeof(nint) };
        nint received = Libc.recvmsg(from, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (received < 0)
        {
            return ListenSocket.Classify(Libc.LastError());
        }

        if (received == 0)
        {
            return AcceptResult.Drained; // whoever handed them over is gone
        }

        int* words = (int*)(control + sizeof(nint));
        bool isOne = message.ControlLength >= HeaderBytes + sizeof(int) && *(nint*)control >= HeaderBytes + sizeof(int) && words[0] == SOL_SOCKET && words[1] == SCM_RIGHTS;
        if (!isOne)
        {
            return AcceptResult.Retry;
        }

        fd = words[2];
        int flags = Libc.fcntl(fd, F_GETFL, 0);
        if (flags < 0 || Libc.fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0)
        {
            _ = Libc.close(fd);
            fd = -1;
            return AcceptResult.Retry;
        }

        _ = SocketNames.TryGetPeer(fd, out peer);
        return AcceptResult.Accepted;
    }

    /// <summary>Makes a connection whose other end goes to whoever holds the other end of <paramref name="to"/>: its descriptor, or -errno.</summary>
    internal static int Connect(int to)
    {
        int* ends = stackalloc int[2];
        if (Libc.socketpair((int)SocketFamily.Unix, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        {
            return -Libc.LastError();
        }

        byte* payload = stackalloc byte[PayloadBytes];
        byte* control = stackalloc byte[HeaderBytes + sizeof(nint)];
        new System.Span<byte>(control, HeaderBytes + sizeof(nint)).Clear();
        new System.Span<byte>(payload, PayloadBytes).Clear();
        *(nint*)control = HeaderBytes + sizeof(int);
        int* words = (int*)(control + sizeof(nint));
        (words[0], words[1], words[2]) = (SOL_SOCKET, SCM_RIGHTS, ends[1]);
        Libc.IoVec vector = new() { Base = payload, Length = PayloadBytes };
        Libc.MsgHdr message = new() { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = HeaderBytes + sizeof(nint) };
        int error = Libc.sendmsg(to, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0 ? 0 : Libc.LastError();
        _ = Libc.close(ends[1]);
        if (error == 0)
        {
            return ends[0];
        }

        _ = Libc.close(ends[0]);
        return -error;
    }
}
