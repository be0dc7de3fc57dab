using System;
using System.Runtime.CompilerServices;

namespace Engine.Proxy.Tables;

/// <summary>
/// How often something happens in a period, as HAProxy counts it: the count of this period, and of the one before as far as it lies
/// within one period from now. 12 bytes; not for several threads at once.
/// </summary>
public struct FrequencyCounter
{
    /// <summary>Size of one, as it lies in an entry.</summary>
    public const int Bytes = 12;

    /// <summary>Low 32 bits of the loop time at which this period began.</summary>
    public uint TickMs;

    /// <summary>Events of this period.</summary>
    public uint Current;

    /// <summary>Events of the period before.</summary>
    public uint Previous;

    /// <summary>It happened <paramref name="events"/> times more.</summary>
    public void Add(long nowMs, int periodMs, uint events)
    {
        uint elapsedMs = Elapsed(nowMs);
        if (elapsedMs < (uint)periodMs)
        {
            Current += events;
            return;
        }

        Previous = elapsedMs - (uint)periodMs < (uint)periodMs ? Current : 0;
        TickMs = elapsedMs - (uint)periodMs < (uint)periodMs ? TickMs + (uint)periodMs : (uint)nowMs;
        Current = events;
    }

    /// <summary>Events per period, as of now.</summary>
    public readonly uint PerPeriod(long nowMs, int periodMs)
    {
        long current = Current;
        long past = Previous;
        long leftMs = periodMs - (long)Elapsed(nowMs);
        if (leftMs <= 0)
        {
            // No event has begun a new period: what is counted here belongs to the last one, as far as it reaches.
            leftMs += periodMs;
            past = leftMs >= 0 ? current : 0;
            current = 0;
        }

        // A single event would flap between one and nothing.
        return current == 0 && past <= 1 ? (uint)past : (uint)(((past * leftMs) + (current * periodMs)) / periodMs);
    }

    /// <summary>As of now, from what another machine says: how long its period has lasted, and both counts.</summary>
    public static FrequencyCounter From(long nowMs, uint elapsedMs, uint current, uint previous) =>
        new() { TickMs = (uint)nowMs - elapsedMs, Current = current, Previous = previous };

    /// <summary>ms since this period began; 0 where another loop's clock is a little ahead.</summary>
    public readonly uint Elapsed(long nowMs)
    {
        uint elapsedMs = (uint)nowMs - TickMs;
        return elapsedMs > int.MaxValue && (uint)-(int)elapsedMs < ClockSkewMs ? 0 : elapsedMs;
    }

    /// <summary>Loops read their clocks once per turn, and no turn takes that long.</summary>
    private const uint ClockSkewMs = 10_000;

    internal static ref FrequencyCounter At(ref byte place) => ref Unsafe.As<byte, FrequencyCounter>(ref place);
}
