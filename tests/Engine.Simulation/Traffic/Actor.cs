using System;
using System.Collections.Generic;
using Engine.IO.Native;
using Engine.Simulation.Network;
using Engine.Simulation.World;

namespace Engine.Simulation.Traffic;

/// <summary>
/// Somebody at the other end of a connection: works off a list of steps and reads at its own pace. A step answers true when it
/// is done; it is asked again whenever something happened.
/// </summary>
internal abstract class Actor
{
    private readonly LinkedList<Func<bool>> _steps = new();
    private readonly byte[] _buffer = new byte[65536];
    private bool _rests;
    private bool _ended;
    private bool _pumping;

    protected Actor(SimWorld world, SimSocket socket)
    {
        World = world;
        Socket = socket;
        socket.News = Pump;
    }

    public bool IsOver => Socket.IsClosed;

    protected SimWorld World { get; }

    protected SimSocket Socket { get; }

    /// <summary>Bytes read in one go before it rests.</summary>
    protected int ReadBytesMax { get; set; } = int.MaxValue;

    protected int RestMs { get; set; }

    protected bool IsDeaf { get; set; }

    /// <summary>True once something could not be sent because the other end is gone.</summary>
    protected bool SendFailed { get; private set; }

    protected bool HasSteps => _steps.Count > 0;

    protected abstract void OnBytes(ReadOnlySpan<byte> bytes);

    /// <summary>End of file, or the error that ended it; called once.</summary>
    protected abstract void OnEnd(int errno);

    public void Pump()
    {
        if (_pumping || IsOver)
        {
            return;
        }

        _pumping = true;
        Read();
        while (!IsOver && _steps.First is { } step && step.Value())
        {
            if (step.List is not null)
            {
                _steps.Remove(step);
            }
        }

        _pumping = false;
    }

    protected void Then(Action action) => _steps.AddLast(() =>
    {
        action();
        return true;
    });

    protected void Send(byte[] bytes)
    {
        int at = 0;
        _steps.AddLast(() =>
        {
            while (at < bytes.Length && !SendFailed)
            {
                int n = Socket.Send(bytes.AsSpan(at));
                if (n == -Errno.EAGAIN)
                {
                    return false;
                }

                SendFailed = n < 0;
                at += n;
            }

            return true;
        });
    }

    protected void SendCut(byte[] bytes, int piecesMax, int pauseMsMax)
    {
        bool isFirst = true;
        foreach (byte[] piece in MessageText.Cut(World, bytes, piecesMax))
        {
            if (!isFirst)
            {
                Pause(World.Between(0, pauseMsMax));
            }

            Send(piece);
            isFirst = false;
        }
    }

    protected void Pause(int ms) => WaitFor(static () => false, ms);

    /// <summary>Waits until it holds, or for so long; -1 = for ever.</summary>
    protected void WaitFor(Func<bool> holds, int msMax = -1)
    {
        long untilMs = 0;
        _steps.AddLast(() =>
        {
            if (holds() || (untilMs > 0 && World.NowMs >= untilMs))
            {
                return true;
            }

            if (untilMs == 0 && msMax >= 0)
            {
                untilMs = World.NowMs + msMax;
                World.After(msMax, Pump);
            }

            return false;
        });
    }

    protected void DropSteps() => _steps.Clear();

    protected void Close(bool reset)
    {
        World.Note($"{Socket.Name} {Socket.Fd} {(reset ? "resets" : "closes")}");
        Socket.Close(reset);
        DropSteps();
    }

    private void Read()
    {
        int budget = ReadBytesMax;
        while (!_rests && !_ended && !IsDeaf && !IsOver && budget > 0)
        {
            int n = Socket.Receive(_buffer.AsSpan(0, Math.Min(budget, _buffer.Length)));
            if (n == -Errno.EAGAIN)
            {
                return;
            }

            if (n <= 0)
            {
                _ended = true;
                World.Note($"{Socket.Name} {Socket.Fd} {(n == 0 ? "sees the end" : $"fails with {-n}")}");
                OnEnd(-n);
                return;
            }

            budget -= n;
            OnBytes(_buffer.AsSpan(0, n));
        }

        if (budget <= 0 && !_rests)
        {
            _rests = true;
            World.After(RestMs, () =>
            {
                _rests = false;
                Pump();
            });
        }
    }
}
