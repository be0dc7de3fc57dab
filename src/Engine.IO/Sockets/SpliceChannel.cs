using System.IO.Pipelines;
using Engine.IO.Native;
using Engine.IO.Tasks;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Sockets;

/// <summary>
/// A kernel pipe through which bytes move from socket to socket without passing through this process (splice(2)). Rented by one
/// relay at a time on one loop; empty between uses.
/// </summary>
public sealed class SpliceChannel
{
    private readonly int _readEnd;
    private readonly int _writeEnd;

    private SpliceChannel(int readEnd, int writeEnd, int capacityBytes)
    {
        _readEnd = readEnd;
        _writeEnd = writeEnd;
        CapacityBytes = capacityBytes;
    }

    /// <summary>What the pipe holds at most, bytes.</summary>
    public int CapacityBytes { get; }

    /// <summary>True exactly when a relay was cut off with bytes inside: the channel must be disposed of, not reused.</summary>
    public bool IsSoiled { get; private set; }

    /// <summary>Null when the kernel grants no pipe (descriptor limit).</summary>
    /// <param name="pipeBytes"><c>tune.pipesize</c>; 0 = the kernel's default of 64 KB.</param>
    public static unsafe SpliceChannel? TryCreate(int pipeBytes)
    {
        int* fds = stackalloc int[2];
        if (Libc.pipe2(fds, O_NONBLOCK | O_CLOEXEC) != 0)
        {
            return null;
        }

        const int KernelDefaultBytes = 65536;
        int capacity = KernelDefaultBytes;
        if (pipeBytes > 0 && Libc.fcntl(fds[1], F_SETPIPE_SZ, pipeBytes) is > 0 and int granted)
        {
            capacity = granted;
        }

        return new SpliceChannel(fds[0], fds[1], capacity);
    }

    public void Dispose()
    {
        _ = Libc.close(_readEnd);
        _ = Libc.close(_writeEnd);
    }

    /// <summary>
    /// Moves what there is now, waiting for the first byte: up to <paramref name="bytesMax"/>, and no more than the pipe holds.
    /// Bytes moved; 0 at the end of <paramref name="from"/>; -ECANCELED when either side was cancelled; -errno when a side failed.
    /// </summary>
    public async LoopTask<int> MoveAsync(SocketConnection from, SocketConnection to, long bytesMax)
    {
        int wanted = (int)long.Min(bytesMax, CapacityBytes);
        int inside;
        while ((inside = from.Loop.Sockets.Splice(from.Fd, _writeEnd, wanted, more: false)) < 0)
        {
            if (inside == -Errno.EINTR)
            {
                continue;
            }

            if (inside != -Errno.EAGAIN)
            {
                from.Fail(-inside);
                return inside;
            }

            from.Readable = false;
            ReadResult ready = await from.Reader.WaitReadableAsync();
            if (ready.IsCanceled)
            {
                return -Errno.ECANCELED;
            }
        }

        int failure = await DrainAsync(to, inside, more: inside < bytesMax);
        return failure < 0 ? failure : inside;
    }

    private async LoopTask<int> DrainAsync(SocketConnection to, int inside, bool more)
    {
        while (inside > 0)
        {
            int n = to.Loop.Sockets.Splice(_readEnd, to.Fd, inside, more);
            if (n > 0)
            {
                inside -= n;
                continue;
            }

            if (n == -Errno.EINTR)
            {
                continue;
            }

            if (n != -Errno.EAGAIN)
            {
                IsSoiled = true;
                to.Fail(-n);
                return n;
            }

            to.Writable = false;
            FlushResult ready = await to.Writer.WaitWritableAsync();
            if (ready.IsCanceled)
            {
                IsSoiled = true;
                return -Errno.ECANCELED;
            }
        }

        return 0;
    }
}
