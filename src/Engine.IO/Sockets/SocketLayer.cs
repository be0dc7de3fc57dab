using System;
using Engine.IO.Native;

namespace Engine.IO.Sockets;

/// <summary>
/// What a loop asks of the kernel about its sockets, none of it blocking. Results are counts, or a negated errno. The
/// simulator brings its own.
/// </summary>
public abstract class SocketLayer
{
    /// <summary>Bytes received, 0 at end of file, or -errno (-EAGAIN: nothing there).</summary>
    public abstract int Receive(int fd, Span<byte> into);

    /// <summary>Sends <paramref name="first"/>, then <paramref name="second"/>, with one call; bytes taken, or -errno.</summary>
    /// <param name="more">More follows at once: the kernel may wait to fill a segment.</param>
    public abstract int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more);

    /// <summary>Opens a socket and starts to connect it: the descriptor, or -errno. Writable = connected or failed, see <see cref="TakeError"/>.</summary>
    public abstract int Connect(in ConnectTarget target);

    /// <summary>Opens a kernel pipe to splice through: what it holds at most in bytes, or -errno. Both ends are closed with <see cref="Close"/>.</summary>
    /// <param name="bytes">Capacity asked for; 0 = the kernel's default.</param>
    public abstract int OpenPipe(int bytes, out int readEnd, out int writeEnd);

    /// <summary>Moves up to <paramref name="count"/> bytes between a socket and a kernel pipe, either way; bytes, 0 at end of file, or -errno.</summary>
    public abstract int Splice(int from, int to, int count, bool more);

    /// <summary>Takes and clears the pending error of a socket: 0 or errno.</summary>
    public abstract int TakeError(int fd);

    /// <summary>True when an idle connection has nothing to read: no stray bytes, no FIN, no reset (one peek).</summary>
    public abstract bool IsQuiet(int fd);

    public abstract void ShutdownSend(int fd);

    /// <summary>Has the other end told nothing of what follows, not even the close, as far as the kernel lets us.</summary>
    /// <param name="hops">Not 0: the close is told, to whoever stands no further away than so many hops.</param>
    public virtual void Silence(int fd, int hops)
    {
    }

    /// <summary>Marks what is sent for netfilter and routing (SO_MARK; needs CAP_NET_ADMIN). 0 or errno.</summary>
    public virtual int SetMark(int fd, int mark) => 0;

    /// <summary>The DS field of what is sent (RFC 2474), in both versions of IP. 0 or errno.</summary>
    public virtual int SetTrafficClass(int fd, int value) => 0;

    /// <summary>What the kernel has measured. False: nothing, as of a UNIX socket.</summary>
    public virtual bool TryGetTcpInfo(int fd, out TcpInfo info)
    {
        info = default;
        return false;
    }

    public abstract void Close(int fd, bool reset);

    /// <summary>Opens a datagram socket that sends to one address (IP or unix): the descriptor, or -errno.</summary>
    /// <param name="address">Native sockaddr.</param>
    public virtual int OpenDatagram(ReadOnlySpan<byte> address) => -Errno.EAFNOSUPPORT;

    /// <summary>How much the kernel holds back of what is sent (SO_SNDBUF); it doubles the number and caps it at net.core.wmem_max. 0 leaves its own.</summary>
    public virtual void SizeSendBuffer(int fd, int bytes)
    {
    }

    /// <summary>Sends datagrams that stand one behind the other with one call; how many were taken, or -errno of the first when none was.</summary>
    /// <param name="ends">Where each ends in <paramref name="bytes"/>; the first begins at 0.</param>
    public virtual int SendDatagrams(int fd, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends) => -Errno.EAFNOSUPPORT;

    /// <summary>Writes to a descriptor of any kind; bytes taken, or -errno.</summary>
    public virtual int Write(int fd, ReadOnlySpan<byte> bytes) => -Errno.EBADF;
}
