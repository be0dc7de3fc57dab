using System;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>
/// One end of a TCP connection as its owner sees it: the proxy through <see cref="SimSockets"/>, an actor directly. Bytes received
/// stay readable in front of an error; closing with unread bytes, and sending to a closed end, bring a reset.
/// </summary>
internal sealed class SimSocket(SimNetwork network, SimWorld world, string name) : SimEndpoint(network)
{
    private bool _sendShut;
    private bool _noSpace;
    private bool _resetSent;

    /// <summary>Who is at this end, for the trace.</summary>
    public string Name { get; } = name;

    public SimSocket Other { get; set; } = null!;

    public SimStream In { get; set; } = null!;

    public SimStream Out { get; set; } = null!;

    /// <summary>True until the handshake has ended, one way or the other.</summary>
    public bool IsConnecting { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>True once the other end's reset has arrived, or the connection never came about.</summary>
    public bool IsBroken { get; private set; }

    public int PendingError { get; private set; }

    /// <summary>True when bytes must come and go whole: partial receives would invent a race that is not the proxy's to lose.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Called later in the same instant when something happens at an actor's end.</summary>
    public Action? News { get; set; }

    public override ReadyFlags Flags
    {
        get
        {
            if (IsConnecting && PendingError == 0)
            {
                return ReadyFlags.None;
            }

            ReadyFlags flags = In.Arrived > 0 ? ReadyFlags.Readable : ReadyFlags.None;
            if (In.FinArrived)
            {
                flags |= ReadyFlags.PeerClosed | ReadyFlags.Readable;
            }

            // EPOLLOUT speaks up at a third of the buffer free, and when the send side is shut.
            flags |= _sendShut || Out.Room * 3 >= Out.CapacityBytes ? ReadyFlags.Writable : ReadyFlags.None;
            // EPOLLHUP: nothing will come and nothing can go, for good reasons or bad ones. EPOLLERR: a bad one.
            if (IsBroken || (In.FinArrived && _sendShut))
            {
                flags |= ReadyFlags.PeerClosed | ReadyFlags.Readable | ReadyFlags.Writable;
            }

            flags |= PendingError != 0 ? ReadyFlags.Failed | ReadyFlags.Readable | ReadyFlags.Writable : ReadyFlags.None;

            return flags;
        }
    }

    public override string ToString() =>
        $"{Name} {Fd}: {In.Arrived} bytes unread{(In.FinArrived ? " before FIN" : "")}{(IsBroken ? ", broken" : "")}{(IsConnecting ? ", connecting" : "")}"
        + $"{(_sendShut ? ", send side shut" : "")}{(PendingError != 0 ? $", error {PendingError} pending" : "")}, room for {Out.Room}";

    public int Receive(Span<byte> into)
    {
        if (In.Arrived > 0)
        {
            int count = In.Read(into);
            MadeRoom();
            return count;
        }

        if (PendingError != 0)
        {
            return -TakeError();
        }

        return In.FinArrived || IsBroken ? 0 : -Errno.EAGAIN;
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        if (PendingError != 0)
        {
            return -TakeError();
        }

        if (IsBroken || _sendShut)
        {
            return -Errno.EPIPE;
        }

        if (IsConnecting || Out.Room == 0)
        {
            return Refuse();
        }

        return Out.Write(bytes);
    }

    /// <summary>EAGAIN: whoever is told so hears of room later.</summary>
    public int Refuse()
    {
        _noSpace = true;
        if (!IsConnecting && Out.Room > 0)
        {
            world.After(world.Between(0, 3), WakeSender);
        }

        return -Errno.EAGAIN;
    }

    /// <summary>Bytes were taken out: a sender that was refused may go on.</summary>
    public void MadeRoom()
    {
        if (Other._noSpace)
        {
            world.After(world.Between(0, 3), Other.WakeSender);
        }
    }

    public int TakeError()
    {
        int error = PendingError;
        PendingError = 0;
        return error;
    }

    public void ShutdownSend()
    {
        if (!_sendShut && !IsBroken && !IsConnecting)
        {
            _sendShut = true;
            Out.SendFin();
        }
    }

    public void Close(bool reset)
    {
        IsClosed = true;
        News = null;
        Poller?.Remove(this);
        if (IsBroken || IsConnecting)
        {
            Network.Forget(this);
            return;
        }

        if (reset || In.Arrived > 0)
        {
            SendReset();
        }
        else
        {
            ShutdownSend();
        }

        Network.Forget(this);
    }

    /// <summary>The other end sent to a closed one (RFC 9293 section 3.10.7.1).</summary>
    public void RefuseLateBytes() => SendReset();

    /// <summary>A reset arrives, or the connection fails.</summary>
    public void Break(int error)
    {
        if (IsBroken)
        {
            return;
        }

        IsBroken = true;
        PendingError = error;
        Out.DiscardInFlight();
        if (Network.ResetDropsArrived && News is not null)
        {
            In.DiscardArrived();
        }

        if (!IsClosed)
        {
            Notify();
        }
    }

    public override void Notify()
    {
        base.Notify();
        if (News is not null)
        {
            world.After(0, () => News?.Invoke());
        }
    }

    private void SendReset()
    {
        if (_resetSent)
        {
            return;
        }

        _resetSent = true;
        Out.DiscardInFlight();
        world.After(world.Between(0, 3), () => Other.Break(Errno.ECONNRESET));
    }

    private void WakeSender()
    {
        if (_noSpace && !IsClosed && (Flags & ReadyFlags.Writable) != 0)
        {
            _noSpace = false;
            Notify();
        }
    }
}
