using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Counts connections against a <c>maxconn</c>, of one frontend or of the whole process; touched by all loops.</summary>
public sealed class ConnectionLimitShared
{
    private int _count;
    private volatile int _max;

    /// <param name="max">1 or more.</param>
    public ConnectionLimitShared(int max) => _max = max;

    /// <summary>At this many, accepting pauses and the kernel's backlog holds.</summary>
    public int Max
    {
        get => _max;
        internal set => _max = value;
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>False when it is full.</summary>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Max)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>True when this departure made the first room, so that somebody may be waiting to accept.</summary>
    internal bool Leave() => Interlocked.Decrement(ref _count) >= Max - 1;
}
