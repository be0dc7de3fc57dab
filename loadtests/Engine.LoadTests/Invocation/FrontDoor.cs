using System;
using System.IO;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading;
using Engine.IO.Limits;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Reports;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Traffic;

namespace Engine.LoadTests.Invocation;

/// <summary>Reads a scenario, runs it, reports. Everything a run needs comes through here, from the shell as from a test.</summary>
internal sealed class FrontDoor(RunOptions options, TextWriter output, TextWriter errors)
{
    /// <summary>Descriptors of the process itself: standard streams, pollers, timers, files of a moment.</summary>
    private const int OwnDescriptors = 64;

    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public int Run()
    {
        var faults = new FaultList(options.ScenarioFile);
        if (ReadPlan(faults) is not { } plan)
        {
            faults.Write(errors);
            return ExitStatus.Misused;
        }

        if (options.IsCheck)
        {
            return ExitStatus.Passed;
        }

        int connections = plan.Scenario.ConnectionsMax;
        if (!FileLimits.TryRaise((ulong)(connections + OwnDescriptors), out ulong soft, out _))
        {
            errors.WriteLine($"[ERROR] {connections} connections need more descriptors than the {soft} this process may open; raise the hard limit (ulimit -Hn)");
            return ExitStatus.Misused;
        }

        // Before the run, so that a path that cannot be written does not cost a run.
        if (!TryOpenJson(out FileStream? json))
        {
            return ExitStatus.Misused;
        }

        using FileStream? opened = json;
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stop);
        var progress = new ProgressLine(plan.Scenario, errors);
        using var run = new LoadRun(plan, FindTarget(plan.Scenario)) { Progressed = options.IsQuiet ? null : progress.Write };
        return Report(new Summary(run.Run(stop.Token)), json);
    }

    private LoadPlan? ReadPlan(FaultList faults)
    {
        Target? target = null;
        if (options.Target is not null)
        {
            if (!Target.TryParse(options.Target, out target, out string cause, out string fix))
            {
                faults.AddMissing($"--target {options.Target}: {cause}", fix);
                return null;
            }
        }

        string text;
        try
        {
            text = File.ReadAllText(options.ScenarioFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults.AddMissing(exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the scenario cannot be read", "name a scenario file; loadtests/scenarios holds some");
            return null;
        }

        Scenario? scenario = ScenarioReader.Read(text, Variable, target, faults);
        return scenario is null ? null : LoadPlan.Compile(scenario, faults);
    }

    private string? Variable(string name) => options.Variables.TryGetValue(name, out string? value) ? value : Environment.GetEnvironmentVariable(name);

    private TargetProcess? FindTarget(Scenario scenario)
    {
        if (options.Pids.Count > 0)
        {
            return new TargetProcess([.. options.Pids]);
        }

        bool isHere = scenario.Target.Host == "localhost" || (IPAddress.TryParse(scenario.Target.Host, out IPAddress? address) && IPAddress.IsLoopback(address));
        return isHere && PortOwners.Find(scenario.Target.Port) is { Count: > 0 } pids ? new TargetProcess(pids) : null;
    }

    /// <summary>The first signal ends the load and still reports; the second ends the process as ever.</summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });

    private bool TryOpenJson(out FileStream? json)
    {
        json = null;
        try
        {
            json = options.JsonFile is null or "-" ? null : File.Create(options.JsonFile);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"[ERROR] --json {options.JsonFile}: the file cannot be written; its directory has to be there already");
            return false;
        }
    }

    private int Report(Summary summary, FileStream? json)
    {
        if (options.JsonFile == "-")
        {
            using var text = new MemoryStream();
            JsonReport.Write(summary, text);
            output.Write(System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
        }
        else
        {
            TextReport.Write(summary, output);
            if (json is not null)
            {
                JsonReport.Write(summary, json);
            }
        }

        output.Flush();
        return summary.Result.WasInterrupted ? ExitStatus.Interrupted : summary.IsGood ? ExitStatus.Passed : ExitStatus.Failed;
    }
}
