using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Engine.Proxy.Loops;

namespace Weir.Life;

/// <summary>
/// Tells the service manager again and again that all loops turn (sd_watchdog_enabled(3)); once one of them hangs it says nothing more, and
/// the manager ends this process and starts another. On a timer's thread, not the one that reloads: reading a configuration may take its time.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>Asked so often within the time that the manager allows, a loop that is merely busy has three quarters of it.</summary>
    private const int BeatsPerPeriod = 4;

    private const long MicrosecondsPerMs = 1000;

    private readonly LoopPulse _pulse;
    private readonly ServiceNotifier _manager;
    private readonly Timer? _timer;

    /// <param name="periodMs">Time that may pass between two messages; null = nobody waits for them.</param>
    public Watchdog(IReadOnlyList<ProxyLoop> loops, ServiceNotifier manager, long? periodMs)
    {
        _pulse = new LoopPulse(loops);
        _manager = manager;
        if (periodMs is { } period)
        {
            long everyMs = Math.Max(1, period / BeatsPerPeriod);
            _timer = new Timer(static watchdog => ((Watchdog)watchdog!).Beat(), this, everyMs, everyMs);
        }
    }

    /// <summary>What the manager allows, ms; null when it does not watch this process.</summary>
    /// <param name="microseconds"><c>WATCHDOG_USEC</c>.</param>
    /// <param name="watched"><c>WATCHDOG_PID</c>: the process that is meant; null for whoever reads it.</param>
    public static long? PeriodMs(string? microseconds, string? watched, int pid)
    {
        bool isMeant = string.IsNullOrEmpty(watched) || watched == pid.ToString(CultureInfo.InvariantCulture);
        return isMeant && long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long period) && period > 0
            ? Math.Max(1, period / MicrosecondsPerMs)
            : null;
    }

    /// <summary>True exactly when all loops turn, and the manager was told so.</summary>
    internal bool Beat()
    {
        lock (_pulse)
        {
            if (!_pulse.Beat())
            {
                return false;
            }
        }

        _manager.Alive();
        return true;
    }

    public void Dispose() => _timer?.Dispose();
}
