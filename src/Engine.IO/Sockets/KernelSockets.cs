using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Sockets;

/// <summary>The sockets of this machine.</summary>
public sealed unsafe class KernelSockets : SocketLayer
{
    public override int Receive(int fd, Span<byte> into)
    {
        fixed (byte* p = into)
        {
            nint n = Libc.recv(fd, p, into.Length, 0);
            return n >= 0 ? (int)n : -Libc.LastError();
        }
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        int flags = more ? MSG_NOSIGNAL | MSG_MORE : MSG_NOSIGNAL;
        if (!first.IsEmpty && !second.IsEmpty)
        {
            return SendBoth(fd, first, second, flags);
        }

        ReadOnlySpan<byte> bytes = first.IsEmpty ? second : first;
        fixed (byte* p = bytes)
        {
            nint n = Libc.send(fd, p, bytes.Length, flags);
            return n >= 0 ? (int)n : -Libc.LastError();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SendBoth(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int flags)
    {
        fixed (byte* a = first, b = second)
        {
            Libc.IoVec* vectors = stackalloc Libc.IoVec[2];
            vectors[0] = new Libc.IoVec { Base = a, Length = first.Length };
            vectors[1] = new Libc.IoVec { Base = b, Length = second.Length };
            Libc.MsgHdr message = new() { Vectors = vectors, VectorCount = 2 };
            nint n = Libc.sendmsg(fd, &message, flags);
            return n >= 0 ? (int)n : -Libc.LastError();
        }
    }

    public override int Connect(in ConnectTarget target)
    {
        if (target.SourcePorts is null)
        {
            return Connect(target, target.Source);
        }

        // Beyond so many ports in use, a range is taken for exhausted: trying on would keep the loop.
        const int AttemptsMax = 256;
        Span<byte> source = stackalloc byte[target.Source.Length];
        target.Source.CopyTo(source);
        int result = -Errno.EADDRNOTAVAIL;
        for (int attempts = Math.Min(target.SourcePorts.Count, AttemptsMax); attempts > 0; attempts--)
        {
            BinaryPrimitives.WriteUInt16BigEndian(source[sizeof(ushort)..], (ushort)target.SourcePorts.Next());
            result = Connect(target, source);
            if (result is not (-Errno.EADDRINUSE or -Errno.EADDRNOTAVAIL))
            {
                break;
            }
        }

        return result == -Errno.EADDRINUSE ? -Errno.EADDRNOTAVAIL : result;
    }

    /// <summary>With that source address.</summary>
    private static int Connect(in ConnectTarget target, ReadOnlySpan<byte> source)
    {
        int family = BitConverter.ToUInt16(target.Address);
        if (family == (int)SocketFamily.Passing)
        {
            return PassedSockets.Connect(SocketEndpoint.PassingDescriptor(target.Address));
        }

        int fd = Libc.socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0)
        {
            return -Libc.LastError();
        }

        const int AddressFamilyUnix = 1;
        int error = family == AddressFamilyUnix ? 0 : Prepare(fd, family, target, source);
        if (error == 0)
        {
            fixed (byte* address = target.Address)
            {
                error = Libc.connect(fd, address, target.Address.Length) == 0 ? 0 : Libc.LastError();
            }
        }

        if (error is 0 or Errno.EINPROGRESS or Errno.EINTR)
        {
            return fd;
        }

        _ = Libc.close(fd);
        return -error;
    }

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd)
    {
        int* fds = stackalloc int[2];
        if (Libc.pipe2(fds, O_NONBLOCK | O_CLOEXEC) != 0)
        {
            readEnd = writeEnd = -1;
            return -Libc.LastError();
        }

        (readEnd, writeEnd) = (fds[0], fds[1]);
        const int KernelDefaultBytes = 65536;
        return bytes > 0 && Libc.fcntl(writeEnd, F_SETPIPE_SZ, bytes) is > 0 and int granted ? granted : KernelDefaultBytes;
    }

    public override int Splice(int from, int to, int count, bool more)
    {
        uint flags = SPLICE_F_MOVE | SPLICE_F_NONBLOCK | (more ? SPLICE_F_MORE : 0);
        nint n = Libc.splice(from, null, to, null, count, flags);
        return n >= 0 ? (int)n : -Libc.LastError();
    }

    public override int TakeError(int fd)
    {
        int error = 0;
        int length = sizeof(int);
        return Libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : Libc.LastError();
    }

    public override bool TryGetTcpInfo(int fd, out TcpInfo info)
    {
        byte* bytes = stackalloc byte[TcpInfo.Bytes];
        int length = TcpInfo.Bytes;
        bool known = Libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, bytes, &length) == 0 && length == TcpInfo.Bytes;
        info = known ? TcpInfo.Read(new ReadOnlySpan<byte>(bytes, TcpInfo.Bytes)) : default;
        return known;
    }

    public override bool IsQuiet(int fd)
    {
        byte one;
        return Libc.recv(fd, &one, 1, MSG_PEEK) < 0 && Libc.LastError() == Errno.EAGAIN;
    }

    public override void ShutdownSend(int fd) => _ = Libc.shutdown(fd, SHUT_WR);

    /// <summary>
    /// TCP_REPAIR needs CAP_NET_ADMIN; without it packets get a TTL of 1, so that they do not leave the first router. What has come is
    /// acknowledged first: sent again, it would meet no socket any more, and that is answered with a reset.
    /// </summary>
    public override void Silence(int fd, int hops)
    {
        int one = 1;
        _ = Libc.setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof(int));
        if (hops > 0 || Libc.setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &one, sizeof(int)) != 0)
        {
            hops = Math.Max(hops, 1);
            _ = Libc.setsockopt(fd, IPPROTO_IP, IP_TTL, &hops, sizeof(int));
            _ = Libc.setsockopt(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &hops, sizeof(int));
        }
    }

    public override int SetMark(int fd, int mark) => SocketOption.Set(fd, SOL_SOCKET, SO_MARK, mark);

    /// <summary>One of the two fits the socket; a dual-stack one takes both.</summary>
    public override int SetTrafficClass(int fd, int value)
    {
        int error = SocketOption.Set(fd, IPPROTO_IP, IP_TOS, value);
        return SocketOption.Set(fd, IPPROTO_IPV6, IPV6_TCLASS, value) == 0 ? 0 : error;
    }

    public override void Close(int fd, bool reset)
    {
        if (reset)
        {
            long lingerZeroSeconds = 1; // struct linger { l_onoff = 1, l_linger = 0 }
            _ = Libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, &lingerZeroSeconds, sizeof(long));
        }

        _ = Libc.close(fd);
    }

    public override int OpenDatagram(ReadOnlySpan<byte> address)
    {
        int fd = Libc.socket(BitConverter.ToUInt16(address), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0)
        {
            return -Libc.LastError();
        }

        fixed (byte* p = address)
        {
            // A path may be walked: not the call for hot code.
            if (LibcBlocking.connect(fd, p, address.Length) == 0)
            {
                return fd;
            }
        }

        int error = LibcBlocking.LastError();
        _ = Libc.close(fd);
        return -error;
    }

    public override void SizeSendBuffer(int fd, int bytes) => SetPositive(fd, SOL_SOCKET, SO_SNDBUF, bytes);

    public override int SendDatagrams(int fd, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends)
    {
        // As many as 10 KB of stack can describe; what is left takes another call.
        const int DatagramsMax = 128;
        int count = Math.Min(ends.Length, DatagramsMax);
        Libc.IoVec* vectors = stackalloc Libc.IoVec[count];
        Libc.MultiMsgHdr* messages = stackalloc Libc.MultiMsgHdr[count];
        fixed (byte* p = bytes)
        {
            int start = 0;
            for (int i = 0; i < count; i++)
            {
                vectors[i] = new Libc.IoVec { Base = p + start, Length = ends[i] - start };
                messages[i] = new Libc.MultiMsgHdr { Header = new Libc.MsgHdr { Vectors = vectors + i, VectorCount = 1 } };
                start = ends[i];
            }

            int sent = LibcBlocking.sendmmsg(fd, messages, (uint)count, MSG_NOSIGNAL | MSG_DONTWAIT);
            return sent >= 0 ? sent : -LibcBlocking.LastError();
        }
    }

    public override int Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            nint n = LibcBlocking.write(fd, p, bytes.Length);
            return n >= 0 ? (int)n : -LibcBlocking.LastError();
        }
    }

    private static int Prepare(int fd, int family, in ConnectTarget target, ReadOnlySpan<byte> source)
    {
        int one = 1;
        _ = Libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(int));
        if (target.DelaysAck)
        {
            int off = 0;
            _ = Libc.setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &off, sizeof(int));
        }

        ConnectOptions options = target.Options;
        int error = ReferenceEquals(options, ConnectOptions.Default) ? 0 : Apply(fd, options);
        if (target.Mark is not null || target.TrafficClass is not null)
        {
            ApplyMarks(fd, target);
        }

        return error != 0 || source.IsEmpty ? error : BindSource(fd, family, target, source);
    }

    private static int BindSource(int fd, int family, in ConnectTarget target, ReadOnlySpan<byte> source)
    {
        int one = 1;
        if (target.IsTransparent)
        {
            bool isIPv4 = family == (int)Addressing.SocketFamily.IPv4;
            int refused = SocketOption.Set(fd, isIPv4 ? IPPROTO_IP : IPPROTO_IPV6, isIPv4 ? IP_TRANSPARENT : IPV6_TRANSPARENT, one);
            if (refused != 0)
            {
                return refused;
            }
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(source[sizeof(ushort)..]) == 0)
        {
            // The port is chosen at connect, when the destination is known: no shortage of ports per source address.
            _ = Libc.setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof(int));
        }
        else
        {
            // A port that still waits in TIME_WAIT, or leads elsewhere, can be used for this destination.
            _ = Libc.setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(int));
        }

        fixed (byte* p = source)
        {
            return Libc.bind(fd, p, source.Length) == 0 ? 0 : Libc.LastError();
        }
    }

    /// <summary>What the kernel refuses is passed over, as for clients.</summary>
    private static void ApplyMarks(int fd, in ConnectTarget target)
    {
        if (target.Mark is { } mark)
        {
            _ = SocketOption.Set(fd, SOL_SOCKET, SO_MARK, mark);
        }

        if (target.TrafficClass is { } value)
        {
            _ = SocketOption.Set(fd, IPPROTO_IP, IP_TOS, value);
            _ = SocketOption.Set(fd, IPPROTO_IPV6, IPV6_TCLASS, value);
        }
    }

    private static int Apply(int fd, ConnectOptions options)
    {
        SetPositive(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, options.TcpUserTimeoutMs);
        SetPositive(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, options.UnsentBytesMax);
        if (options.CongestionControl is { } algorithm)
        {
            _ = SocketOption.Set(fd, IPPROTO_TCP, TCP_CONGESTION, algorithm);
        }

        SetPositive(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, options.TcpFastOpen ? 1 : 0);
        if (options.KeepAlive)
        {
            SetPositive(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
            SetPositive(fd, IPPROTO_TCP, TCP_KEEPCNT, options.Probes.Count);
            SetPositive(fd, IPPROTO_TCP, TCP_KEEPIDLE, options.Probes.IdleS);
            SetPositive(fd, IPPROTO_TCP, TCP_KEEPINTVL, options.Probes.IntervalS);
        }

        SetPositive(fd, SOL_SOCKET, SO_SNDBUF, options.SendBufferBytes);
        SetPositive(fd, SOL_SOCKET, SO_RCVBUF, options.ReceiveBufferBytes);
        if (options.Interface is null)
        {
            return 0;
        }

        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(options.Interface.Length)];
        int length = Encoding.UTF8.GetBytes(options.Interface, name);
        fixed (byte* p = name)
        {
            return Libc.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, p, length) == 0 ? 0 : Libc.LastError();
        }
    }

    private static void SetPositive(int fd, int level, int name, int value)
    {
        if (value > 0)
        {
            _ = Libc.setsockopt(fd, level, name, &value, sizeof(int));
        }
    }
}
