using System.Threading;

namespace Engine.Proxy.State;

/// <summary>A number that all loops add to: each has a share of its own on a cache line of its own, so that adding costs what a field costs. Whoever reads it adds the shares up.</summary>
public sealed class LoopSumShared
{
    /// <summary>64 bytes: one cache line for each loop.</summary>
    private const int Stride = 8;

    private long[] _shares = new long[Stride];

    /// <summary>As of about now.</summary>
    public long Value
    {
        get
        {
            long sum = 0;
            long[] shares = _shares;
            for (int i = 0; i < shares.Length; i += Stride)
            {
                sum += Volatile.Read(ref shares[i]);
            }

            return sum;
        }
    }

    /// <summary>Before any loop runs.</summary>
    internal void Prepare(int loops)
    {
        if (_shares.Length < loops * Stride)
        {
            _shares = new long[loops * Stride];
        }
    }

    /// <summary>On the loop of that index only. The loop's own share afterwards.</summary>
    internal long Add(int loop, long change)
    {
        ref long share = ref _shares[loop * Stride];
        long changed = share + change;
        Volatile.Write(ref share, changed);
        return changed;
    }
}
