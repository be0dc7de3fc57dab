using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Events per second that are allowed, counted by whole seconds; touched by all loops.</summary>
public sealed class RateLimitShared
{
    /// <summary>As <see cref="Max"/>: any number.</summary>
    public const int Unlimited = int.MaxValue;

    private const int SecondMs = 1000;

    private volatile int _max;

    /// <summary>The running second in the high, events in it in the low 32 bits.</summary>
    private long _second;

    /// <param name="max">1 or more, or <see cref="Unlimited"/>.</param>
    public RateLimitShared(int max = Unlimited) => _max = max;

    /// <summary>Events per second. The operator may change it at any time.</summary>
    public int Max
    {
        get => _max;
        set => _max = value;
    }

    /// <summary>The same for listings and commands, where 0 is any number.</summary>
    public int Shown
    {
        get => _max == Unlimited ? 0 : _max;
        set => _max = value > 0 ? value : Unlimited;
    }

    public bool IsLimited => _max != Unlimited;

    /// <summary>Counts an event. False when the running second has had enough of them.</summary>
    internal bool TryCount(long nowMs)
    {
        if (_max == Unlimited)
        {
            return true;
        }

        long second = nowMs / SecondMs << 32;
        while (true)
        {
            long before = Volatile.Read(ref _second);
            long begun = before >> 32 << 32 == second ? before : second;
            if ((int)begun >= _max)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _second, begun + 1, before) == before)
            {
                return true;
            }
        }
    }

    /// <summary>An event that was counted did not come to pass. Without effect once its second is over.</summary>
    internal void GiveBack(long nowMs)
    {
        long second = nowMs / SecondMs << 32;
        while (true)
        {
            long before = Volatile.Read(ref _second);
            if (before >> 32 << 32 != second || (int)before == 0 || Interlocked.CompareExchange(ref _second, before - 1, before) == before)
            {
                return;
            }
        }
    }

    /// <summary>Until the next second begins, 1 ms or more.</summary>
    internal static int WaitMs(long nowMs) => SecondMs - (int)(nowMs % SecondMs);
}
