using System;
using Engine.IO.Loop;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>
/// One loop's way to one target: lines are formatted into its buffer and leave together at the end of the turn. What a target does
/// not take is dropped and counted; nobody waits for it. Belongs to its loop, but for <see cref="TryOpen"/>.
/// </summary>
internal abstract class LogSink
{
    /// <summary>A turn's lines at most, in one call: what comes beyond it leaves earlier in the turn.</summary>
    private const int LinesMax = 256;

    private readonly LoopCounters _counters;
    private readonly byte[] _bytes;
    private readonly int[] _ends = new int[LinesMax];

    /// <summary>Where the last of them ends.</summary>
    private int _waitingBytes;
    private bool _isDue;

    protected LogSink(EventLoop loop, LoopCounters counters, LogSinkPlan plan)
    {
        Loop = loop;
        Plan = plan;
        _counters = counters;
        _bytes = GC.AllocateUninitializedArray<byte>(plan.WaitingBytesMax, pinned: true);
    }

    internal LogSinkPlan Plan { get; }

    protected EventLoop Loop { get; }

    /// <summary>The lines that wait, one behind the other.</summary>
    protected ReadOnlySpan<byte> Waiting => _bytes.AsSpan(0, _waitingBytes);

    /// <summary>Where each of them ends.</summary>
    protected ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    protected int Count { get; private set; }

    /// <summary>Opens what can be opened before the loop runs, while paths can still be seen and rights are still there. False with the reason: the process must not start.</summary>
    internal abstract bool TryOpen(out string? error);

    /// <summary>Room for one line of that size, to be followed by <see cref="Add"/>. False: it is dropped.</summary>
    internal bool TryBegin(int bytes, out Span<byte> room)
    {
        if (!Fits(bytes))
        {
            Flush();
            if (!Fits(bytes))
            {
                Drop(1);
                room = default;
                return false;
            }
        }

        room = _bytes.AsSpan(_waitingBytes);
        return true;
    }

    /// <summary>The same where it can be had without sending or dropping anything.</summary>
    internal bool TryReserve(int bytes, out Span<byte> room)
    {
        if (!Fits(bytes))
        {
            room = default;
            return false;
        }

        room = _bytes.AsSpan(_waitingBytes);
        return true;
    }

    /// <summary>Takes the line that was written into the room, and ends it.</summary>
    internal void AddLine(int bytes)
    {
        _bytes[_waitingBytes + bytes] = (byte)'\n';
        Add(bytes + 1);
    }

    /// <summary>Takes the line that was written into the room.</summary>
    internal void Add(int bytes)
    {
        _waitingBytes += bytes;
        _ends[Count++] = _waitingBytes;
        if (!_isDue)
        {
            _isDue = true;
            Loop.BeforeSleep(static state => ((LogSink)state!).FlushTurn(), this);
        }
    }

    /// <summary>Sends as much as the target takes now.</summary>
    protected abstract void Flush();

    /// <summary>The first lines are gone, or given up.</summary>
    protected void Forget(int lines)
    {
        if (lines == Count)
        {
            Count = _waitingBytes = 0;
            return;
        }

        int start = lines == 0 ? 0 : _ends[lines - 1];
        Shift(start, lines);
    }

    /// <summary>The first bytes are gone; the line that they end in is cut until its rest has followed.</summary>
    protected void ForgetBytes(int bytes)
    {
        int lines = 0;
        while (lines < Count && _ends[lines] <= bytes)
        {
            lines++;
        }

        if (lines == Count)
        {
            Count = _waitingBytes = 0;
            return;
        }

        Shift(bytes, lines);
    }

    /// <summary>Gives up the first lines.</summary>
    protected void DropFirst(int lines)
    {
        Drop(lines);
        Forget(lines);
    }

    private bool Fits(int bytes) => Count < LinesMax && bytes <= _bytes.Length - _waitingBytes;

    private void Drop(int lines) => _counters.LogLinesDropped += lines;

    private void FlushTurn()
    {
        _isDue = false;
        Flush();
    }

    private void Shift(int start, int lines)
    {
        if (start == 0)
        {
            return;
        }

        Waiting[start..].CopyTo(_bytes);
        for (int i = lines; i < Count; i++)
        {
            _ends[i - lines] = _ends[i] - start;
        }

        Count -= lines;
        _waitingBytes -= start;
    }
}
