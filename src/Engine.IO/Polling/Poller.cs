using System;

namespace Engine.IO.Polling;

/// <summary>
/// How a loop learns what became ready. One per loop; all but <see cref="Wake"/> are called by that loop only. The real one is
/// epoll; the simulator brings its own.
/// </summary>
public abstract class Poller : IDisposable
{
    /// <summary>Reports edges for <paramref name="fd"/> in both directions under <paramref name="key"/> until it is closed or removed. 0 or errno.</summary>
    public abstract int Add(int fd, ulong key);

    /// <summary>Stops reporting a descriptor that stays open (one that moves to another loop).</summary>
    public abstract void Remove(int fd);

    /// <summary>Waits at most <paramref name="timeoutMs"/> (0 = do not wait, -1 = without end) and fills <paramref name="ready"/>; returns how many.</summary>
    public abstract int Wait(Span<ReadyEvent> ready, int timeoutMs);

    /// <summary>Ends a wait early. Any thread; cheap when called often.</summary>
    public abstract void Wake();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
