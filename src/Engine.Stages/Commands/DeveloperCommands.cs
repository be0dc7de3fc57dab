using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>What those who look into the program ask; where HAProxy would switch something on that is not here, the answer says so.</summary>
internal static class DeveloperCommands
{
    private const string NoProfiling = "Profiling is not built in: use perf(1), which finds the symbols of a binary that was published with -p:StripSymbols=false.";
    private const string NoTraces = "Traces of a running process are not built in: 'weir trace FILE REQUEST' shows what rules, backends and servers make of a request.";

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("echo", "<text>", "print text to the output", ControlLevel.User, static call => Line(call, call.Rest(0))),
        new("set profiling", "<what> {on|off|auto}", "refused: there is no profiling inside", ControlLevel.Admin, static call => call.Refuse(NoProfiling)),
        new("show dev", "", "show debug info for developers", ControlLevel.Operator, ShowDeveloper),
        new("show libs", "", "show loaded object files and libraries", ControlLevel.Operator, ShowLibraries),
        new("show profiling", "", "show profiling state: always off", ControlLevel.Operator, static call => Line(call, "Per-task CPU profiling              : off      # " + NoProfiling)),
        new("show tasks", "", "show running tasks", ControlLevel.Operator, ShowTasks),
        new("show trace", "", "show live tracing state: there are no sources", ControlLevel.Operator, static call => Line(call, "Supported trace sources and states: none.")),
        new("trace", "[<args>]", "refused: there are no trace sources", ControlLevel.Admin, static call => call.Refuse(NoTraces)),
    ];

    private static IEnumerator<Slice>? Line(CommandCall call, string text)
    {
        call.Page.Line(text);
        return null;
    }

    private static IEnumerator<Slice>? ShowDeveloper(CommandCall call)
    {
        ProcessFacts facts = call.Engine.Process;
        call.Page.Text("HAProxy version ").Line(facts.Version);
        call.Page.Text("Platform info\n  runtime: ").Text(RuntimeInformation.FrameworkDescription).Text("\n  machine: ").Text(RuntimeInformation.OSArchitecture.ToString()).Text("\n  os: ").Line(RuntimeInformation.OSDescription);
        call.Page.Text("Process info\n  pid: ").Number(Environment.ProcessId).Text("\n  boot time: ").Number(facts.BootMs).Text("ms\n  fd limit: ").Number(facts.FilesMax).Text("\n  threads: ").Number(call.Engine.LoopCount).Raw((byte)'\n');
        return null;
    }

    private static IEnumerator<Slice>? ShowLibraries(CommandCall call)
    {
        HashSet<string> seen = [];
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            int path = line.IndexOf('/', StringComparison.Ordinal);
            string library = path > 0 && line.Contains(" r-xp ", StringComparison.Ordinal) ? line.Substring(path) : "";
            if (library.Length > 0 && seen.Add(library))
            {
                call.Page.Line(library);
            }
        }

        return null;
    }

    private static IEnumerator<Slice>? ShowTasks(CommandCall call)
    {
        int posted = 0;
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            posted += loop.Loop.PostedCount;
        }

        call.Page.Text("Running tasks: ").Number(posted).Text(" (").Number(call.Engine.LoopCount).Line(" threads)");
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            call.Page.Text("  thread ").Number(loop.Loop.Index + 1).Text(": ").Number(loop.Loop.PostedCount).Line(" waiting");
        }

        return null;
    }
}
