using System;
using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Compression;

/// <summary>
/// What compression may take of the process: <c>maxcomprate</c> and <c>maxcompcpuusage</c> (CFG 3.2). Asked by all loops; the time the
/// process has used is read twice a second at most, by whichever loop asks first.
/// </summary>
public sealed class CompressionLimitShared
{
    private const int BytesPerKilobyte = 1024;
    private const int BytesPerMegabyte = 1024 * 1024;

    /// <summary>Percent; that and more is no limit.</summary>
    private const int CpuPercentAll = 100;

    /// <summary>Long enough that a measurement says something: the kernel counts in steps of some milliseconds.</summary>
    private const int SampleMs = 500;

    private readonly Func<TimeSpan> _cpuTime;
    private int _loops = 1;
    private long _sampledMs;
    private long _sampledCpuTicks;
    private int _isSampling;
    private volatile bool _isBusy;
    private long _memoryBytes;

    /// <param name="cpuTime">Time on processors the process has used so far.</param>
    public CompressionLimitShared(Func<TimeSpan>? cpuTime = null) => _cpuTime = cpuTime ?? (static () => Environment.CpuUsage.TotalTime);

    /// <summary>Bytes into encoders, of the whole process.</summary>
    public LoopRateShared BytesIn { get; } = new();

    /// <summary>Bytes out of encoders.</summary>
    public LoopRateShared BytesOut { get; } = new();

    /// <summary><c>maxcomprate</c>, bytes per second; 0 = no limit. May be set while running.</summary>
    public long BytesPerSecondMax { get; set; }

    /// <summary><c>maxcompcpuusage</c>, percent; 100 = no limit.</summary>
    public int CpuPercentMax { get; set; } = CpuPercentAll;

    /// <summary><c>maxzlibmem</c>, bytes for encoders; 0 = any number.</summary>
    public long MemoryBytesMax { get; private set; }

    /// <summary>What the encoders of all loops have, kept ones included, as zlib's manual counts it.</summary>
    public long MemoryBytes => Volatile.Read(ref _memoryBytes);

    /// <summary>An encoder was made (positive) or given up.</summary>
    internal void Count(long memoryBytes) => Interlocked.Add(ref _memoryBytes, memoryBytes);

    /// <summary>The configuration was read.</summary>
    internal void Use(GlobalConfig global)
    {
        MemoryBytesMax = (long)global.CompressionMegabytesMax * BytesPerMegabyte;
        BytesPerSecondMax = (long)global.CompressionKilobytesPerSecondMax * BytesPerKilobyte;
        CpuPercentMax = global.CompressionCpuPercentMax;
    }

    internal void Prepare(int loops)
    {
        _loops = loops;
        BytesIn.Prepare(loops);
        BytesOut.Prepare(loops);
    }

    /// <summary>True while compression takes more than it may. Any loop.</summary>
    public bool IsExceeded(long nowMs) =>
        (BytesPerSecondMax > 0 && BytesIn.PerSecond(nowMs) > BytesPerSecondMax) || (CpuPercentMax < CpuPercentAll && IsBusy(nowMs));

    /// <summary>Whether the loops together have used more than their percentage since the last look.</summary>
    private bool IsBusy(long nowMs)
    {
        long passedMs = nowMs - Volatile.Read(ref _sampledMs);
        if (passedMs >= SampleMs && Interlocked.Exchange(ref _isSampling, 1) == 0)
        {
            long cpuTicks = _cpuTime().Ticks;
            double percent = (double)(cpuTicks - _sampledCpuTicks) * CpuPercentAll / (passedMs * TimeSpan.TicksPerMillisecond * _loops);
            _isBusy = _sampledCpuTicks != 0 && percent > CpuPercentMax;
            _sampledCpuTicks = cpuTicks;
            Volatile.Write(ref _sampledMs, nowMs);
            Volatile.Write(ref _isSampling, 0);
        }

        return _isBusy;
    }
}
