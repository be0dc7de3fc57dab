using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config;
using Engine.Config.Conditions;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Limits;
using Engine.Proxy;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Stages;
using Engine.Stages.Statistics;
using Weir.Demo;
using Weir.Invocation;
using Weir.Life;
using Weir.Native;
using Weir.Tools;

namespace Weir;

/// <summary>One run of the program, from its options to its exit status.</summary>
internal sealed class FrontDoor(Options options, TextWriter output, TextWriter errors)
{
    private readonly long _begunMs = Environment.TickCount64;
    private readonly int _readyPipe = Daemon.TakeReadyPipe();
    private readonly List<string> _startupMessages = [];

    /// <returns>Exit status.</returns>
    public int Run()
    {
        switch (options.Purpose)
        {
            case Purpose.ShowHelp:
                UsageText.Write(output);
                return 0;
            case Purpose.ShowVersion:
                VersionText.Write(output);
                return 0;
            case Purpose.ShowVersionDetails:
                VersionText.WriteDetails(output);
                return 0;
            case Purpose.EvaluateCondition:
                return ConditionCheck.Run(options, errors);
            default:
                return TryEnterDirectory() && TryLimitMemory() ? CheckOrServe() : 1;
        }
    }

    private bool IsDaemon => _readyPipe >= 0;

    private int CheckOrServe()
    {
        if (options.Ground == Ground.Background && options.Purpose == Purpose.Serve && !IsDaemon)
        {
            return Daemon.Start(errors);
        }

        var diagnostics = new DiagnosticBag();
        Configuration configuration = ReadConfiguration(diagnostics);
        LifePlan? life = LifePlan.From(options, configuration.Global, errors);
        bool serves = options.Purpose != Purpose.Check && life is not null && (IsDaemon || !life.Background);
        int loopCount = configuration.Global.ThreadsOn(Environment.ProcessorCount);
        if (serves && diagnostics.Errors == 0 && !TryFitMaxConn(configuration, loopCount))
        {
            return 1;
        }

        ProxyPlan? plan = diagnostics.Errors == 0 ? PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics) : null;
        if (options.ShowDiagnostics && plan is not null)
        {
            Suspicions.Find(configuration, diagnostics, Severity.Diagnostic);
        }

        ShowFindings(diagnostics, configuration.Global);
        if (plan is null || life is null || IsRefusedForWarnings(diagnostics, configuration.Global))
        {
            return 1;
        }

        if (!plan.Listens)
        {
            return RefuseUnheard();
        }

        if (options.Purpose == Purpose.Check)
        {
            Say("Configuration file is valid");
            return 0;
        }

        if (!serves)
        {
            return Daemon.Start(errors);
        }

        ServerStateFile.Load(plan, errors);
        CounterFile.Load(plan, errors);
        return Serve(new ProxyEngine(plan, loopCount), life);
    }

    /// <summary>No mistake, but nobody could ever reach it: HAProxy's <c>-c</c> exits with 2 then, and a start fails.</summary>
    private int RefuseUnheard()
    {
        if (options.Purpose == Purpose.Check)
        {
            Say("Configuration file is without error, but it would not start: there is no 'bind' line that is enabled, and no 'stats socket'");
            return 2;
        }

        errors.WriteLine("[ERROR] nothing to listen on: there is no 'bind' line that is enabled, and no 'stats socket'");
        return 1;
    }

    /// <summary>Before anything is compiled, since plans are made for one maxconn.</summary>
    private bool TryFitMaxConn(Configuration configuration, int loopCount)
    {
        int? maxConn = DescriptorLimits.Fit(configuration, loopCount, errors);
        new StartupOverrides(maxConn, null, NoSplice: false, NoReusePort: false).ApplyTo(configuration);
        return maxConn is not null;
    }

    private int Serve(ProxyEngine engine, LifePlan life)
    {
        using ProxyEngine serving = engine;
        Reloader reloader = new(options, serving);
        serving.Process = Facts() with { Reload = reloader.TryReload, Reloads = () => (reloader.Count, reloader.Failed) };
        foreach (string option in options.WithoutEffect)
        {
            errors.WriteLine($"[WARNING] {option}");
        }

        if (!SocketTakeover.TryFetch(options, serving.Handed, errors))
        {
            return 1;
        }

        using var process = new ProcessLife(life with { BegunMs = _begunMs }, serving, reloader, _readyPipe, errors);
        int status = process.Run(options.Purpose == Purpose.Demo ? () => Say(DemoConfiguration.Invitation(options.DemoPort)) : null);
        if (options.Purpose == Purpose.Demo && !process.HasServed)
        {
            errors.WriteLine(DemoConfiguration.OtherPorts(options.DemoPort));
        }

        return status;
    }

    /// <summary>What the runtime API says about the process.</summary>
    private ProcessFacts Facts()
    {
        FileLimits.Read(out ulong files, out _);
        return new ProcessFacts
        {
            Version = $"{EngineFeatures.LanguageVersion}-weir{VersionText.Own}",
            ReleaseDate = VersionText.Released,
            StartedUtc = DateTime.UtcNow,
            MemoryBytesMax = (options.MemoryMaxMb ?? 0) * 1024L * 1024,
            FilesMax = (long)Math.Min(files, long.MaxValue),
            StartupMessages = _startupMessages,
        };
    }

    private Configuration ReadConfiguration(DiagnosticBag diagnostics)
    {
        if (options.Purpose == Purpose.Demo)
        {
            Say(DemoConfiguration.Text(options.DemoPort));
        }

        return ConfigurationSource.Read(options, diagnostics);
    }

    /// <summary>The starter of a daemon has read the same files: its reader need not see the same warnings twice.</summary>
    private void ShowFindings(DiagnosticBag diagnostics, GlobalConfig global)
    {
        foreach (Diagnostic finding in diagnostics.All)
        {
            _startupMessages.Add($"[{finding.Severity}] {finding.Where.File}:{finding.Where.Line}: {finding.Message}");
        }

        bool shownByStarter = IsDaemon && options.Ground == Ground.AsConfigured && global.Daemon && diagnostics.Errors == 0;
        if (!shownByStarter)
        {
            new DiagnosticRenderer(errors, useColours: ProcessCalls.IsTerminal(2) == 1, options.ShowDiagnostics).Write(diagnostics);
        }
    }

    private bool IsRefusedForWarnings(DiagnosticBag diagnostics, GlobalConfig global)
    {
        if (diagnostics.Warnings == 0 || !(options.WarningsAreFatal || global.ZeroWarning))
        {
            return false;
        }

        errors.WriteLine($"[ERROR] not accepted: there are warnings, and {(options.WarningsAreFatal ? "-dW" : "'zero-warning'")} allows none");
        return true;
    }

    private bool TryEnterDirectory()
    {
        try
        {
            Directory.SetCurrentDirectory(options.WorkingDirectory ?? ".");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"[ERROR] -C {options.WorkingDirectory}: {e.Message}");
            return false;
        }
    }

    /// <summary><c>-m</c>: the collector keeps the managed heap below it. Buffers and sockets of the kernel come on top.</summary>
    private bool TryLimitMemory()
    {
        if (options.MemoryMaxMb is not { } megabytes)
        {
            return true;
        }

        AppContext.SetData("GCHeapHardLimit", (ulong)megabytes * 1024 * 1024);
        try
        {
            GC.RefreshMemoryLimit();
            return true;
        }
        catch (InvalidOperationException)
        {
            errors.WriteLine($"[ERROR] -m {megabytes}: more is in use already");
            return false;
        }
    }

    private void Say(string text)
    {
        if (!options.Quiet)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
