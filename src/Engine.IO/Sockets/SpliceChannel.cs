using System.IO.Pipelines;
using Engine.IO.Native;
using Engine.IO.Tasks;

namespace Engine.IO.Sockets;

/// <summary>
/// A kernel pipe through which bytes move from socket to socket without passing through this process (splice(2)). Rented by one
/// relay at a time on one loop; empty between uses.
/// </summary>
public sealed class SpliceChannel
{
    private readonly SocketLayer _sockets;
    private readonly int _readEnd;
    private readonly int _writeEnd;

    private SpliceChannel(SocketLayer sockets, int readEnd, int writeEnd, int capacityBytes)
    {
        _sockets = sockets;
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
    public static SpliceChannel? TryCreate(SocketLayer sockets, int pipeBytes)
    {
        int capacity = sockets.OpenPipe(pipeBytes, out int readEnd, out int writeEnd);
        return capacity > 0 ? new SpliceChannel(sockets, readEnd, writeEnd, capacity) : null;
    }

    public void Dispose()
    {
        _sockets.Close(_readEnd, reset: false);
        _sockets.Close(_writeEnd, reset: false);
    }

    /// <summary>
    /// Takes in what there is now, waiting for the first byte: up to <paramref name="bytesMax"/>, and no more than the pipe holds.
    /// Bytes taken; 0 at the end of <paramref name="from"/>; -ECANCELED when it was cancelled; -errno when it failed.
    /// <see cref="DrainAsync"/> must follow before the next.
    /// </summary>
    public async LoopTask<int> FillAsync(SocketConnection from, long bytesMax)
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

        return inside;
    }

    /// <summary>Gives on all of what the pipe holds: 0; -ECANCELED when <paramref name="to"/> was cancelled; -errno when it failed.</summary>
    /// <param name="inside">What <see cref="FillAsync"/> took in, bytes.</param>
    /// <param name="more">More follows at once.</param>
    public async LoopTask<int> DrainAsync(SocketConnection to, int inside, bool more)
    {
        while (inside > 0)
        {
            int n = to.Loop.Sockets.Splice(_readEnd, to.Fd, inside, more);
            if (n > 0)
            {
                inside -= n;
                to.SentMs = to.Loop.Clock.NowMs;
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
