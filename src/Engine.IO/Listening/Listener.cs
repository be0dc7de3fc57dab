using System;
using Engine.IO.Addressing;

namespace Engine.IO.Listening;

/// <summary>Where connections come from: a socket that listens, or the simulator's. One loop owns it, accepts from it and disposes it.</summary>
public abstract class Listener : IDisposable
{
    /// <summary>The descriptor, for the poller; -1 once disposed.</summary>
    public abstract int Fd { get; }

    /// <summary>
    /// Takes the next waiting connection: a non-blocking descriptor, closed on exec, that the caller now owns. One system call.
    /// Edge-triggered pollers call it until it says <see cref="AcceptResult.Drained"/>.
    /// </summary>
    /// <param name="fd">-1 unless accepted.</param>
    /// <param name="peer">The client; its family only when it comes through a unix socket.</param>
    public abstract AcceptResult TryAccept(out int fd, out EndpointAddress peer);

    /// <summary>Who connects from now on is refused, where that can be undone (TCP); elsewhere clients wait.</summary>
    public virtual void Suspend()
    {
    }

    /// <summary>Takes connections again.</summary>
    public virtual void ListenAgain()
    {
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
