using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Counts connections against a <c>maxconn</c>, of one frontend or of the whole process; touched by all loops.</summary>
public sealed class ConnectionLimitShared
{
    private int _count;
    private int _peak;
    private long _refused;
    private volatile int _max;

    /// <param name="max">1 or more.</param>
    public ConnectionLimitShared(int max) => _max = max;

    /// <summary>At this many, accepting pauses and the kernel's backlog holds. The operator may change it at any time.</summary>
    public int Max
    {
        get => _max;
        set => _max = value;
    }

    /// <summary>Most at a time since the start or <see cref="ClearPeak"/>.</summary>
    public int Peak => Volatile.Read(ref _peak);

    /// <summary>Times that there was no room.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Any thread.</summary>
    public void ClearPeak() => Volatile.Write(ref _peak, Count);

    public int Count => Volatile.Read(ref _count);

    /// <summary>Whoever entered is really there: room is also taken to find out whether somebody waits.</summary>
    internal void NotePeak()
    {
        int count = Count;
        if (count > _peak)
        {
            _peak = count; // two loops at once: the smaller may win, for now
        }
    }

    /// <summary>False when it is full.</summary>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Max)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        Interlocked.Increment(ref _refused);
        return false;
    }

    /// <summary>True when this departure made the first room, so that somebody may be waiting to accept.</summary>
    internal bool Leave() => Interlocked.Decrement(ref _count) >= Max - 1;
}
