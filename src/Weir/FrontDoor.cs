using System;
using System.IO;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Stages;
using Weir.Demo;
using Weir.Invocation;
using Weir.Life;

namespace Weir;

/// <summary>One run of the program, from its options to its exit status.</summary>
internal sealed class FrontDoor(Options options, TextWriter output, TextWriter errors)
{
    private readonly int _readyPipe = Daemon.TakeReadyPipe();

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
        ProxyPlan? plan = diagnostics.Errors == 0 ? PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics) : null;
        ShowFindings(diagnostics, configuration.Global);
        LifePlan? life = LifePlan.From(options, configuration.Global, errors);
        if (plan is null || life is null || IsRefusedForWarnings(diagnostics, configuration.Global))
        {
            return 1;
        }

        if (options.Purpose == Purpose.Check)
        {
            Say("Configuration file is valid");
            return 0;
        }

        return life.Background && !IsDaemon ? Daemon.Start(errors) : Serve(plan, life);
    }

    private int Serve(ProxyPlan plan, LifePlan life)
    {
        foreach (string option in IsDaemon && life.Background && options.Ground == Ground.AsConfigured ? [] : options.NotSupportedYet)
        {
            errors.WriteLine($"[WARNING] {option} is known, but not supported yet: it changes nothing");
        }

        using var engine = new ProxyEngine(plan, plan.Global.NbThread ?? Environment.ProcessorCount);
        using var process = new ProcessLife(life, engine, _readyPipe, errors);
        int status = process.Run(options.Purpose == Purpose.Demo ? () => Say(DemoConfiguration.Invitation(options.DemoPort)) : null);
        if (status != 0 && options.Purpose == Purpose.Demo && !process.HasServed)
        {
            errors.WriteLine(DemoConfiguration.OtherPorts(options.DemoPort));
        }

        return status;
    }

    private Configuration ReadConfiguration(DiagnosticBag diagnostics)
    {
        var reader = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics) { Features = Features.Of(options) };
        Configuration configuration;
        if (options.Purpose == Purpose.Demo)
        {
            string text = DemoConfiguration.Text(options.DemoPort);
            Say(text);
            configuration = reader.ReadText(DemoConfiguration.FileName, text);
        }
        else
        {
            configuration = reader.Read(options.Files);
        }

        new StartupOverrides(options.MaxConn, options.ProxyMaxConn, options.NoSplice, options.NoReusePort).ApplyTo(configuration);
        return configuration;
    }

    /// <summary>The starter of a daemon has read the same files: its reader need not see the same warnings twice.</summary>
    private void ShowFindings(DiagnosticBag diagnostics, GlobalConfig global)
    {
        bool shownByStarter = IsDaemon && options.Ground == Ground.AsConfigured && global.Daemon && diagnostics.Errors == 0;
        if (!shownByStarter)
        {
            new DiagnosticRenderer(errors, useColours: !Console.IsErrorRedirected, options.ShowDiagnostics).Write(diagnostics);
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
