using System;
using HdrHistogram;

namespace Engine.LoadTests.Measuring;

/// <summary>What became of the requests of one step in one phase on one loop. Touched by that loop only, until the loop has ended.</summary>
internal sealed class Tally
{
    /// <summary>One hour: longer than any timeout that can be set, and than any wait for a free connection worth telling apart.</summary>
    private const long LatencyMostNs = 3_600_000_000_000;

    /// <summary>The finest step of the histogram, ns: finer than reading the clock twice.</summary>
    private const long LatencyLeastNs = 64;

    private const int Digits = 3;

    /// <summary>ns, of good answers: a refusal that comes fast must not better the percentiles.</summary>
    public LongHistogram Latency { get; } = new(LatencyLeastNs, LatencyMostNs, Digits);

    public FailureTally Failures { get; } = new();

    /// <summary>Answers that were as expected.</summary>
    public long Good { get; private set; }

    public double LatencySumNs { get; private set; }

    /// <summary>The longest and the shortest, exact.</summary>
    public long LatencyMaxNs { get; private set; }

    public long LatencyMinNs { get; private set; } = long.MaxValue;

    /// <summary>Body bytes of good answers.</summary>
    public long BodyBytes { get; private set; }

    public long Requests => Good + Failures.Total;

    /// <param name="latencyNs">From the intended send time to the end of the answer.</param>
    public void AddGood(long latencyNs, long bodyBytes)
    {
        latencyNs = Math.Clamp(latencyNs, 0, LatencyMostNs);
        Latency.RecordValue(latencyNs);
        LatencySumNs += latencyNs;
        LatencyMaxNs = Math.Max(LatencyMaxNs, latencyNs);
        LatencyMinNs = Math.Min(LatencyMinNs, latencyNs);
        Good++;
        BodyBytes += bodyBytes;
    }

    public void Add(Tally other)
    {
        Latency.Add(other.Latency);
        Failures.Add(other.Failures);
        Good += other.Good;
        LatencySumNs += other.LatencySumNs;
        LatencyMaxNs = Math.Max(LatencyMaxNs, other.LatencyMaxNs);
        LatencyMinNs = Math.Min(LatencyMinNs, other.LatencyMinNs);
        BodyBytes += other.BodyBytes;
    }

    /// <summary>ns at a percentile from 0 to 100; 0 when nothing was answered. Never above the exact maximum.</summary>
    public long PercentileNs(double percentile) => Good == 0 ? 0 : Math.Min(Latency.GetValueAtPercentile(percentile), LatencyMaxNs);
}
