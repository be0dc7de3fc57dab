using System;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>
/// A log server behind a connection (<c>tcp@</c>, rings). Lines wait while it is connected to, or slow; a connection that breaks is made
/// anew after a pause, and a line that was cut by that is not continued on the next one.
/// </summary>
internal sealed class StreamSink : LogSink, ITimerOwner
{
    private readonly ReconnectPause _pause = new();
    private readonly LoopTimer _timer;
    private readonly Handler _handler;
    private int _fd = -1;
    private bool _isConnected;

    /// <summary>True while the front of what waits is the rest of a line whose begin was sent.</summary>
    private bool _frontIsCut;

    internal StreamSink(EventLoop loop, LoopCounters counters, LogSinkPlan plan)
        : base(loop, counters, plan)
    {
        _timer = new LoopTimer(this);
        _handler = new Handler(this);
    }

    /// <summary>Connected with the first line.</summary>
    internal override bool TryOpen(out string? error)
    {
        error = null;
        return true;
    }

    /// <summary>The pause is over, or connecting has taken too long.</summary>
    public void OnTimer(LoopTimer timer)
    {
        if (_fd < 0)
        {
            Connect();
        }
        else if (!_isConnected)
        {
            Disconnect();
        }
    }

    protected override void Flush()
    {
        if (_fd < 0)
        {
            ConnectInTime();
        }

        while (_isConnected && Count > 0)
        {
            int sent = Loop.Sockets.Send(_fd, Waiting, default, more: false);
            if (sent > 0)
            {
                _frontIsCut = !Ends.Contains(sent);
                ForgetBytes(sent);
            }
            else if (-sent == Errno.EAGAIN)
            {
                return;
            }
            else if (-sent != Errno.EINTR)
            {
                Disconnect();
            }
        }
    }

    /// <summary>Now, or when the pause is over.</summary>
    private void ConnectInTime()
    {
        if (_pause.IsOver(Loop.Clock.NowMs))
        {
            Connect();
        }
        else
        {
            Loop.Timers.Set(_timer, _pause.UntilMs);
        }
    }

    private void Connect()
    {
        _fd = Loop.Sockets.Connect(new ConnectTarget { Address = Plan.Endpoint!.Native, Options = ConnectOptions.Default });
        if (_fd < 0)
        {
            Disconnect();
            return;
        }

        if (Plan.ConnectMs > 0)
        {
            Loop.Timers.Set(_timer, Loop.Clock.NowMs + Plan.ConnectMs);
        }

        if (Loop.Watch(_fd, _handler) != 0)
        {
            Disconnect();
        }
    }

    private void OnReady(ReadyFlags flags)
    {
        // Nothing is expected from a log server: whatever it says, or its end, is found out by reading.
        bool hasEnded = Loop.Sockets.TakeError(_fd) != 0 || ((flags & ~ReadyFlags.Writable) != 0 && HasEnded());
        if (hasEnded)
        {
            Disconnect();
        }
        else if ((flags & ReadyFlags.Writable) != 0)
        {
            _timer.Clear();
            _isConnected = true;
            _pause.Reset();
            Flush();
        }
    }

    private bool HasEnded()
    {
        Span<byte> ignored = stackalloc byte[512];
        int received;
        do
        {
            received = Loop.Sockets.Receive(_fd, ignored);
        }
        while (received > 0);
        return received != -Errno.EAGAIN;
    }

    private void Disconnect()
    {
        if (_fd >= 0)
        {
            Loop.Forget(_handler);
            Loop.Sockets.Close(_fd, reset: false);
        }

        _fd = -1;
        _isConnected = false;
        if (_frontIsCut && Count > 0)
        {
            DropFirst(1);
        }

        _frontIsCut = false;
        _pause.Begin(Loop.Clock.NowMs);
        if (Count > 0)
        {
            ConnectInTime();
        }
    }

    private sealed class Handler(StreamSink sink) : PollHandler
    {
        protected override void OnReady(ReadyFlags flags) => sink.OnReady(flags);
    }
}
