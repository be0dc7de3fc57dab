using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>
/// Hands listening sockets from one process to another by a unix socket (SCM_RIGHTS, unix(7)), as HAProxy does for <c>_getsocks</c> and
/// <c>-x</c>, so that either program can follow the other. First their number, an int; then up to 252 of them with each message, which
/// has for each socket the name of its network namespace and of its interface, a byte with the length before each, and an int with
/// options; after every message the receiver says how many it has, an int. Calls block: not on a loop.
/// </summary>
public static unsafe class SocketHandover
{
    /// <summary>SCM_MAX_FD of the kernel is 253.</summary>
    private const int SocketsPerMessage = 252;

    /// <summary>A process that hands over more than this is none of ours.</summary>
    private const int SocketsMax = 65536;

    /// <summary>Bytes of a socket: two lengths, two names, an int.</summary>
    private const int BytesPerSocket = 2 + byte.MaxValue + byte.MaxValue + sizeof(int);

    /// <summary>HAProxy's SOCK_XFER_OPT_V6ONLY and SOCK_XFER_OPT_DGRAM.</summary>
    private const int OptionV6Only = 2, OptionDatagrams = 4;

    /// <summary>struct cmsghdr: length, level, type.</summary>
    private const int HeaderBytes = 16;

    private const int WaitSeconds = 2;
    private static readonly byte[] Command = "_getsocks\n"u8.ToArray();

    /// <summary>One socket more that shares what the given one listens to: it can be handed over while the given one lives on or ends. -1 when there is no room.</summary>
    public static int Duplicate(int fd) => Libc.fcntl(fd, F_DUPFD_CLOEXEC, 0);

    /// <summary>Closes what <see cref="Duplicate"/> made or what was received.</summary>
    public static void Close(int fd) => _ = Libc.close(fd);

    /// <summary>Sends all of them to the process at the other end. False when it has gone, does not read, or is no unix socket.</summary>
    public static bool TrySend(int connection, IReadOnlyList<HandedSocket> sockets)
    {
        SetBlocking(connection);
        int count = sockets.Count;
        if (LibcBlocking.send(connection, (byte*)&count, sizeof(int), MSG_NOSIGNAL) != sizeof(int))
        {
            return false;
        }

        for (int first = 0; first < count; first += SocketsPerMessage)
        {
            int batch = Math.Min(SocketsPerMessage, count - first);
            bool isLast = first + batch == count;
            int known;
            if (!TrySendBatch(connection, sockets, first, batch) || (!isLast && LibcBlocking.recv(connection, (byte*)&known, sizeof(int), MSG_WAITALL) != sizeof(int)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks the process behind a socket of its runtime API for the sockets that it listens on. Null with the reason when there are none to be had.</summary>
    public static List<HandedSocket>? Fetch(SocketEndpoint from, out string error)
    {
        int connection = Libc.socket((int)SocketFamily.Unix, SOCK_STREAM | SOCK_CLOEXEC, 0);
        try
        {
            fixed (byte* address = from.Native)
            {
                if (connection < 0 || LibcBlocking.connect(connection, address, from.Native.Length) != 0)
                {
                    error = System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(LibcBlocking.LastError());
                    return null;
                }
            }

            SetBlocking(connection);
            fixed (byte* command = Command)
            {
                _ = LibcBlocking.send(connection, command, Command.Length, MSG_NOSIGNAL);
            }

            return Receive(connection, out error);
        }
        finally
        {
            _ = connection < 0 ? 0 : Libc.close(connection);
        }
    }

    private static bool TrySendBatch(int connection, IReadOnlyList<HandedSocket> sockets, int first, int count)
    {
        byte[] text = new byte[count * BytesPerSocket];
        byte[] control = new byte[ControlBytes(count)];
        int length = 0;
        Span<byte> rights = control;
        BinaryPrimitives.WriteInt64LittleEndian(rights, HeaderBytes + (count * sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(rights[8..], SOL_SOCKET);
        BinaryPrimitives.WriteInt32LittleEndian(rights[12..], SCM_RIGHTS);
        for (int i = 0; i < count; i++)
        {
            HandedSocket socket = sockets[first + i];
            BinaryPrimitives.WriteInt32LittleEndian(rights[(HeaderBytes + (i * sizeof(int)))..], socket.Fd);
            text[length++] = 0;
            text[length++] = (byte)socket.Interface.Length;
            length += Encoding.Latin1.GetBytes(socket.Interface, text.AsSpan(length));
            BinaryPrimitives.WriteInt32LittleEndian(text.AsSpan(length), OptionsOf(socket));
            length += sizeof(int);
        }

        fixed (byte* bytes = text, controlBytes = control)
        {
            Libc.IoVec vector = new() { Base = bytes, Length = length };
            Libc.MsgHdr message = new() { Vectors = &vector, VectorCount = 1, Control = controlBytes, ControlLength = control.Length };
            return LibcBlocking.sendmsg(connection, &message, MSG_NOSIGNAL) == length;
        }
    }

    private static List<HandedSocket>? Receive(int connection, out string error)
    {
        int count;
        error = "it hands no sockets over: the socket needs 'level admin' and 'expose-fd listeners'";
        if (LibcBlocking.recv(connection, (byte*)&count, sizeof(int), MSG_WAITALL) != sizeof(int) || count is < 0 or > SocketsMax)
        {
            return null;
        }

        List<int> fds = [];
        List<byte> text = [];
        byte[] bytes = new byte[SocketsPerMessage * BytesPerSocket];
        byte[] control = new byte[ControlBytes(SocketsPerMessage + 1)];
        while (fds.Count < count)
        {
            int received = ReceiveBatch(connection, bytes, control, fds);
            if (received <= 0)
            {
                break;
            }

            text.AddRange(bytes.AsSpan(0, received));
            int known = fds.Count;
            _ = LibcBlocking.send(connection, (byte*)&known, sizeof(int), MSG_NOSIGNAL); // one that has sent all may have gone
        }

        return Read(fds, [.. text], count, out error);
    }

    private static int ReceiveBatch(int connection, byte[] bytes, byte[] control, List<int> fds)
    {
        fixed (byte* text = bytes, rights = control)
        {
            Libc.IoVec vector = new() { Base = text, Length = bytes.Length };
            Libc.MsgHdr message = new() { Vectors = &vector, VectorCount = 1, Control = rights, ControlLength = control.Length };
            int received = (int)LibcBlocking.recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
            ReadOnlySpan<byte> left = received > 0 ? control.AsSpan(0, (int)message.ControlLength) : [];
            while (left.Length >= HeaderBytes)
            {
                int length = (int)Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(left), HeaderBytes, left.Length);
                bool isRights = BinaryPrimitives.ReadInt32LittleEndian(left[8..]) == SOL_SOCKET && BinaryPrimitives.ReadInt32LittleEndian(left[12..]) == SCM_RIGHTS;
                for (int at = HeaderBytes; isRights && at + sizeof(int) <= length; at += sizeof(int))
                {
                    fds.Add(BinaryPrimitives.ReadInt32LittleEndian(left[at..]));
                }

                left = left[Math.Min(left.Length, (length + 7) & ~7)..];
            }

            return received;
        }
    }

    /// <summary>What is no stream socket that listens at an IP address is closed: unix sockets are opened anew and put into the place of the old ones.</summary>
    private static List<HandedSocket>? Read(List<int> fds, byte[] text, int count, out string error)
    {
        List<HandedSocket> sockets = [];
        int at = 0;
        bool good = fds.Count == count;
        foreach (int fd in fds)
        {
            string name = "";
            int options = OptionDatagrams;
            good = good && TryReadText(text, ref at, out _) && TryReadText(text, ref at, out name) && at + sizeof(int) <= text.Length;
            if (good)
            {
                options = BinaryPrimitives.ReadInt32LittleEndian(text.AsSpan(at));
                at += sizeof(int);
            }

            if ((options & OptionDatagrams) == 0 && SocketNames.TryGetLocalEndpoint(fd, out SocketEndpoint? endpoint) && endpoint.IsIP)
            {
                sockets.Add(new HandedSocket(fd, endpoint, name));
            }
            else
            {
                Close(fd);
            }
        }

        error = good ? "" : "what it sent is not understood";
        if (!good)
        {
            sockets.ForEach(static socket => Close(socket.Fd));
        }

        return good ? sockets : null;
    }

    private static bool TryReadText(byte[] text, ref int at, out string name)
    {
        name = "";
        if (at >= text.Length || at + 1 + text[at] > text.Length)
        {
            return false;
        }

        name = Encoding.Latin1.GetString(text, at + 1, text[at]);
        at += 1 + text[at];
        return true;
    }

    private static int OptionsOf(HandedSocket socket)
    {
        bool isV6 = socket.Endpoint.Family == SocketFamily.IPv6;
        return isV6 && SocketOption.Get(socket.Fd, IPPROTO_IPV6, IPV6_V6ONLY, out int only) == 0 && only != 0 ? OptionV6Only : 0;
    }

    /// <summary>Waits, but not for ever.</summary>
    private static void SetBlocking(int connection)
    {
        _ = Libc.fcntl(connection, F_SETFL, Libc.fcntl(connection, F_GETFL, 0) & ~O_NONBLOCK);
        long* wait = stackalloc long[2];
        (wait[0], wait[1]) = (WaitSeconds, 0);
        _ = Libc.setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, wait, 2 * sizeof(long));
        _ = Libc.setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, wait, 2 * sizeof(long));
    }

    private static int ControlBytes(int sockets) => HeaderBytes + (((sockets * sizeof(int)) + 7) & ~7);
}
