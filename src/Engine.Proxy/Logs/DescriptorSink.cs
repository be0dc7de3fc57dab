using System;
using System.Globalization;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>An inherited descriptor: standard output, a pipe, a file. Lines are never cut: what a full pipe refuses waits as long as there is room.</summary>
internal sealed class DescriptorSink : LogSink, ITimerOwner
{
    /// <summary>A full pipe is looked at again after this long, ms.</summary>
    private const int RetryMs = 20;

    private readonly LoopTimer _retry;
    private OutputDescriptor _output;

    internal DescriptorSink(EventLoop loop, LoopCounters counters, LogSinkPlan plan)
        : base(loop, counters, plan) => _retry = new LoopTimer(this);

    internal override bool TryOpen(out string? error)
    {
        bool open = OutputDescriptor.TryOpen(Plan.Descriptor, out _output);
        error = open ? null : string.Create(CultureInfo.InvariantCulture, $"the log target is descriptor {Plan.Descriptor}, which is not open");
        return open;
    }

    public void OnTimer(LoopTimer timer) => Flush();

    protected override void Flush()
    {
        while (Count > 0)
        {
            int taken = Loop.Sockets.Write(_output.Fd, NextPiece());
            if (taken > 0)
            {
                ForgetBytes(taken);
            }
            else if (-taken == Errno.EAGAIN)
            {
                Loop.Timers.Set(_retry, Loop.Clock.NowMs + RetryMs);
                return;
            }
            else if (-taken != Errno.EINTR)
            {
                DropFirst(Count);
            }
        }
    }

    /// <summary>Of a pipe that others write to as well: whole lines, as many as the kernel takes all or nothing.</summary>
    private ReadOnlySpan<byte> NextPiece()
    {
        if (!_output.IsPipe || Waiting.Length <= OutputDescriptor.PipeAtomicBytes)
        {
            return Waiting;
        }

        int end = Ends[0];
        foreach (int next in Ends)
        {
            if (next > OutputDescriptor.PipeAtomicBytes)
            {
                break;
            }

            end = next;
        }

        return Waiting[..end];
    }
}
