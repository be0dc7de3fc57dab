using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Weir.Invocation;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// From opening the listeners to the exit status. Order: listeners, pid file, root, identity, loops; then whoever waits is told,
/// and old processes are asked to go. Runs on the main thread, which from then on only waits for signals.
/// </summary>
/// <param name="readyPipe">From <see cref="Daemon.TakeReadyPipe"/>: -1 in the foreground.</param>
/// <param name="errors">Standard error, as long as there is one.</param>
internal sealed class ProcessLife(LifePlan plan, ProxyEngine engine, Reloader reloader, int readyPipe, TextWriter errors) : IDisposable
{
    private readonly SignalInbox _signals = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly StopSequence _stop = new(plan.GraceMs, plan.HardStopAfterMs);
    private readonly int _nullDevice = readyPipe >= 0 ? Daemon.OpenNullDevice() : -1;
    private readonly Predecessors _predecessors = new(plan.FinishPids, plan.TerminatePids);
    private ServiceNotifier _manager = ServiceNotifier.To(null);
    private Watchdog? _watchdog;

    /// <summary>The signal that ends this process; 0 while it serves or finishes gently.</summary>
    private int _fatalSignal;

    /// <summary>True exactly when the loops were started.</summary>
    public bool HasServed { get; private set; }

    /// <param name="serving">Called when it serves.</param>
    /// <returns>Exit status.</returns>
    public int Run(Action? serving)
    {
        engine.MakesRoom = _predecessors.MakeRoom;
        if (!TryPrepare())
        {
            _predecessors.GiveRoomBack();
            return 1;
        }

        engine.Terminal = Tell;
        engine.Process = engine.Process with { BootMs = Environment.TickCount64 - plan.BegunMs };
        engine.Start();
        HasServed = true;
        serving?.Invoke();
        new Thread(WaitForLoops) { IsBackground = true, Name = "join" }.Start();
        Announce();
        return Serve();
    }

    public void Dispose()
    {
        _watchdog?.Dispose();
        _manager.Dispose();
        _signals.Dispose();
    }

    private bool TryPrepare()
    {
        if (!engine.TryBind(errors))
        {
            errors.WriteLine("[ERROR] not started: some listeners could not be opened");
            return false;
        }

        if (plan.PidFile is { } path && !PidFile.TryWrite(path, Environment.ProcessId, errors))
        {
            return false;
        }

        if (plan.MasterMode == MasterMode.MasterNotify)
        {
            _manager = ServiceNotifier.To(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
        }

        return TryChangeRoot() && plan.Identity.TryBecome(errors);
    }

    private bool TryChangeRoot()
    {
        if (plan.Root is not { } root)
        {
            return true;
        }

        // Only the native binary has all its code in memory; elsewhere libraries are loaded when first used, and could no longer be found.
        if (!Build.IsNative)
        {
            errors.WriteLine("[ERROR] global: 'chroot' needs the native binary, this is a development build");
            errors.WriteLine("  help: dotnet publish src/Weir -c Release makes it");
            return false;
        }

        // What comes from files of the old root is fetched while they can still be seen.
        _ = TimeZoneInfo.Local;
        if (ProcessCalls.ChangeRoot(root) != 0 || ProcessCalls.ChangeDirectory("/") != 0)
        {
            errors.WriteLine($"[ERROR] global: cannot chroot to {root}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
            return false;
        }

        return true;
    }

    /// <summary>Tells the service manager, the starter and the processes that this one replaces.</summary>
    private void Announce()
    {
        _predecessors.Dismiss();
        _manager.Ready();
        if (plan.MasterMode == MasterMode.MasterNotify)
        {
            long? periodMs = Watchdog.PeriodMs(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"), Environment.ProcessId);
            _watchdog = new Watchdog(engine.Loops, _manager, periodMs);
        }

        errors.Flush();
        if (readyPipe >= 0)
        {
            Daemon.ReportReady(readyPipe, _nullDevice);
        }
    }

    private int Serve()
    {
        while (true)
        {
            int signal = _signals.Take(_stop.WaitMs(Environment.TickCount64));
            if (signal == SignalInbox.Ended)
            {
                WriteMessages();
                EndReport.Write(errors);
                return ExitStatus();
            }

            if (signal == SignalInbox.Message)
            {
                WriteMessages();
                continue;
            }

            StopStep step = React(signal);
            if (step == StopStep.Leave)
            {
                errors.WriteLine("[WARNING] a loop does not end: left without it");
                ProcessCalls.Exit(ExitStatus());
            }

            Take(step);
        }
    }

    /// <summary>Called by loops, which must not wait for a terminal.</summary>
    private void Tell(string line)
    {
        _messages.Enqueue(line);
        _signals.Post(SignalInbox.Message);
    }

    private void WriteMessages()
    {
        while (_messages.TryDequeue(out string? line))
        {
            errors.WriteLine(line);
        }
    }

    private StopStep React(int signal)
    {
        long nowMs = Environment.TickCount64;
        switch (signal)
        {
            case SignalInbox.None:
                return _stop.OnTime(nowMs);
            case ProcessCalls.SigUsr1:
                return _stop.OnSoft(nowMs);
            case ProcessCalls.SigInt or ProcessCalls.SigTerm:
                _fatalSignal = signal;
                return _stop.OnHard(nowMs);
            case ProcessCalls.SigUsr2:
            case ProcessCalls.SigHup when plan.MasterMode != MasterMode.None:
                Reload();
                return StopStep.Nothing;
            case ProcessCalls.SigHup:
                engine.ReportServers();
                return StopStep.Nothing;
            case ProcessCalls.SigTtOu or ProcessCalls.SigTtIn:
                Pause(signal == ProcessCalls.SigTtOu);
                return StopStep.Nothing;
            default:
                errors.WriteLine("[NOTICE] " + SignalTexts.NothingDone(signal));
                return StopStep.Nothing;
        }
    }

    /// <summary>SIGTTOU: all frontends refuse whoever connects, so that another process may take their ports; SIGTTIN: they listen again (MGT 4).</summary>
    private void Pause(bool paused)
    {
        if (_stop.HasBegun)
        {
            return;
        }

        foreach (FrontendPlan frontend in engine.Plan.Frontends)
        {
            if (!frontend.State.IsStopped && frontend.State.IsPaused != paused)
            {
                engine.Pause(frontend, paused);
                errors.WriteLine($"[WARNING] {(paused ? "Paused" : "Resumed")} frontend {frontend.Name}.");
            }
        }
    }

    private void Reload()
    {
        if (_stop.HasBegun)
        {
            errors.WriteLine("[WARNING] not reloaded: this process is stopping");
            return;
        }

        _manager.Reloading();
        bool reloaded = reloader.TryReload(errors);
        errors.Flush();
        _manager.Ready(reloaded ? "Reloaded." : "Reload failed, the configuration before serves on.");
    }

    private void Take(StopStep step)
    {
        if (step == StopStep.Soft)
        {
            _manager.Stopping();
            engine.StopSoft();
        }
        else if (step == StopStep.Hard)
        {
            if (_fatalSignal == 0)
            {
                errors.WriteLine("[WARNING] hard-stop-after is over: the exchanges that are left are ended");
            }

            _manager.Stopping();
            engine.StopHard();
        }
    }

    /// <summary>A master says which signal ended it by its status; any other process by dying of it.</summary>
    private int ExitStatus()
    {
        if (!_stop.HasBegun)
        {
            errors.WriteLine("[ERROR] the loops ended, and nobody asked them to");
            return 1;
        }

        if (_fatalSignal == 0)
        {
            return 0;
        }

        if (plan.MasterMode == MasterMode.None)
        {
            SignalInbox.DieOf(_fatalSignal);
        }

        return 128 + _fatalSignal;
    }

    private void WaitForLoops()
    {
        engine.Join();
        _signals.Post(SignalInbox.Ended);
    }
}
