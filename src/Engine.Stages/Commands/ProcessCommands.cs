using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Values;
using Engine.Proxy.Control;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Stages.Commands;

/// <summary>The process and what is inside of it.</summary>
internal static class ProcessCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show activity", "", "show per-loop activity stats (for support/developers)", ControlLevel.Operator, ShowActivity),
        new("show env", "[var]", "dump environment variables known to the process", ControlLevel.Operator, ShowEnv),
        new("show events", "[<sink>]", "show event sink state", ControlLevel.Operator, static call => Line(call, "Supported events sinks are listed below. There are none.")),
        new("show fd", "[num]", "dump list of file descriptors in use or a specific one", ControlLevel.Admin, ShowFd),
        new("show pools", "", "report information about the memory pools usage", ControlLevel.Operator, ShowPools),
        new("show startup-logs", "", "report logs emitted during startup", ControlLevel.Operator, ShowStartupLogs),
        new("show threads", "", "show some threads debugging information", ControlLevel.Operator, ShowThreads),
        new("_getsocks", "", "hand the listening sockets over to the process that takes this one's place", ControlLevel.User, Handover.Begin) { IsHidden = true },
        new("get var", "<name>", "retrieve contents of a process-wide variable", ControlLevel.Operator, GetVariable),
        new("set var", "<name> [fmt|expr] {<fmt>|<expr>}", "set variable from an expression or a format", ControlLevel.Operator, SetVariable) { IsExperimental = true },
        new("wait", "<delay>", "wait the specified delay", ControlLevel.User, static call => Wait(call)),
    ];

    private static IEnumerator<Slice>? Line(CommandCall call, string text)
    {
        call.Page.Line(text);
        return null;
    }

    private static IEnumerator<Slice>? ShowActivity(CommandCall call)
    {
        call.Page.Text("thread_id: 1 (1..").Number(call.Engine.Loops.Count).Line(")");
        Row(call, "accepted", static counters => counters.Connections);
        Row(call, "requests", static counters => counters.Requests);
        Row(call, "completed", static counters => counters.Completed);
        Row(call, "terminated", static counters => counters.Terminated);
        Row(call, "retries", static counters => counters.Retries);
        Row(call, "server_connects", static counters => counters.ServerConnects);
        Row(call, "server_reuses", static counters => counters.ServerReuses);
        Row(call, "fd_takeover", static counters => counters.Steals);
        Row(call, "log_lines_dropped", static counters => counters.LogLinesDropped);
        return null;
    }

    /// <summary>The sum, and in brackets what each loop has of it, as <c>show activity</c> of HAProxy is written.</summary>
    private static void Row(CommandCall call, string name, Func<LoopCounters, long> read)
    {
        long sum = 0;
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            sum += read(loop.Counters);
        }

        call.Page.Text(name).Text(": ").Number(sum).Text(" [");
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            call.Page.Raw((byte)' ').Number(read(loop.Counters));
        }

        call.Page.Line(" ]");
    }

    private static IEnumerator<Slice>? ShowEnv(CommandCall call)
    {
        bool found = false;
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (call[0].Length == 0 || call[0] == name)
            {
                found = true;
                call.Page.Text(name).Raw((byte)'=').Line((string?)entry.Value ?? "");
            }
        }

        return found || call[0].Length == 0 ? null : call.Refuse("Variable not found");
    }

    private static IEnumerator<Slice>? ShowFd(CommandCall call)
    {
        const string Descriptors = "/proc/self/fd";
        foreach (string path in Directory.GetFileSystemEntries(Descriptors))
        {
            string number = Path.GetFileName(path);
            if (call[0].Length == 0 || call[0] == number)
            {
                call.Page.Text(number.PadLeft(7)).Text(" : ").Line(new FileInfo(path).LinkTarget ?? "closed");
            }
        }

        return null;
    }

    private static IEnumerator<Slice>? ShowPools(CommandCall call)
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        call.Page.Line("Dumping pools usage.");
        call.Page.Text("  - Pool heap : ").Number(memory.HeapSizeBytes).Text(" bytes allocated, ").Number(GC.GetTotalMemory(forceFullCollection: false)).Text(" used, ").Number(GC.CollectionCount(0)).Line(" collections");
        long total = 0;
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            long bytes = (long)loop.Loop.Buffers.Outstanding * loop.Loop.Buffers.BufferBytes;
            total += bytes;
            call.Page.Text("  - Pool buffer of loop ").Number(loop.Loop.Index + 1).Text(" (").Number(loop.Loop.Buffers.BufferBytes).Text(" bytes) : ").Number(bytes / Math.Max(1, loop.Loop.Buffers.BufferBytes)).Text(" in use (").Number(bytes).Line(" bytes)");
        }

        call.Page.Text("Total: ").Number(call.Engine.Loops.Count + 1).Text(" pools, ").Number(total + memory.HeapSizeBytes).Line(" bytes allocated.");
        return null;
    }

    private static IEnumerator<Slice>? ShowStartupLogs(CommandCall call)
    {
        foreach (string message in call.Engine.Process.StartupMessages)
        {
            call.Page.Line(message);
        }

        return null;
    }

    private static IEnumerator<Slice>? ShowThreads(CommandCall call)
    {
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            call.Page.Text(loop == call.Place ? "* " : "  ").Text("Thread ").Number(loop.Loop.Index + 1).Text(" : requests=").Number(loop.Counters.Requests).Text(" stopping=").Number(loop.IsStopping ? 1 : 0).Raw((byte)'\n');
        }

        return null;
    }

    private static IEnumerator<Slice>? SetVariable(CommandCall call)
    {
        if (call.Count < 2)
        {
            return call.Refuse("'set var' expects a name and an expression or a format.");
        }

        return VariableChange.TrySet(call, out string error) ? null : call.Refuse(error);
    }

    /// <summary>"proc.x: type=sint value=&lt;5&gt;".</summary>
    private static IEnumerator<Slice>? GetVariable(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("Missing process-wide variable identifier.");
        }

        foreach ((string name, VariableName variable) in call.Plan.Names.Variables.All)
        {
            Sample sample = default;
            if (name == call[0] && variable.Scope == VariableScope.Process && call.Plan.Variables.TryGet(variable.Slot, ref sample))
            {
                Sample text = sample;
                call.Place.Scratch.Clear();
                SampleCasts.TryCast(ref text, SampleType.Text, call.Place.Scratch);
                call.Page.Text(name).Text(": type=").Text(NameOf(sample.Type)).Text(" value=<").Raw(text.Bytes).Line(">");
                return null;
            }
        }

        return call.Refuse("Variable not found.");
    }

    private static string NameOf(SampleType type) => type switch
    {
        SampleType.Boolean => "bool",
        SampleType.Integer => "sint",
        SampleType.IPv4 => "ipv4",
        SampleType.IPv6 => "ipv6",
        SampleType.Binary => "bin",
        _ => "str",
    };

    private static IEnumerator<Slice>? Wait(CommandCall call)
    {
        if (!TimeValue.TryParse(call[0], TimeUnit.Seconds, out int ms, out _))
        {
            return call.Refuse("Expects a duration in milliseconds.");
        }

        return Sleep(ms);
    }

    private static IEnumerator<Slice> Sleep(int ms)
    {
        yield return new Slice(Math.Max(1, ms));
    }
}
