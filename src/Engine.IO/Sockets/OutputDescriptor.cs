using System;
using System.Globalization;
using System.Text;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Sockets;

/// <summary>A descriptor that was inherited (standard output, <c>fd@N</c>), made ready to be written to without ever waiting.</summary>
public readonly record struct OutputDescriptor(int Fd, bool IsPipe)
{
    /// <summary>Up to this many bytes a pipe takes all or nothing (PIPE_BUF), so that writers do not cut one another's lines.</summary>
    public const int PipeAtomicBytes = 4096;

    /// <summary>st_mode of statx stands behind mask, block size, attributes, links, owner and group.</summary>
    private const int ModeOffset = 28;
    private const int StatxBytes = 256;
    private const int TypeMask = 0xF000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Socket = 0xC000;

    /// <summary>
    /// False when there is no such descriptor. A pipe or terminal is opened anew, so that not waiting is this program's choice alone
    /// and not imposed on the shell that shares it; where that is not allowed, the descriptor itself is switched. A file never waits.
    /// </summary>
    public static bool TryOpen(int fd, out OutputDescriptor output)
    {
        output = default;
        if (Libc.fcntl(fd, F_GETFD, 0) < 0)
        {
            return false;
        }

        int type = TypeOf(fd);
        int own = type is Pipe or CharacterDevice ? Reopen(fd) : -1;
        if (own < 0)
        {
            own = Libc.fcntl(fd, F_DUPFD_CLOEXEC, 3);
            if (type is Pipe or CharacterDevice or Socket)
            {
                _ = Libc.fcntl(own, F_SETFL, Libc.fcntl(own, F_GETFL, 0) | O_NONBLOCK);
            }
        }

        output = new OutputDescriptor(own, type == Pipe);
        return own >= 0;
    }

    private static unsafe int Reopen(int fd)
    {
        byte[] path = Encoding.ASCII.GetBytes("/proc/self/fd/" + fd.ToString(CultureInfo.InvariantCulture) + "\0");
        fixed (byte* p = path)
        {
            return LibcBlocking.open(p, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
        }
    }

    private static unsafe int TypeOf(int fd)
    {
        byte* record = stackalloc byte[StatxBytes];
        byte nothing = 0;
        return LibcBlocking.statx(fd, &nothing, AT_EMPTY_PATH, STATX_TYPE, record) == 0 ? *(ushort*)(record + ModeOffset) & TypeMask : 0;
    }
}
