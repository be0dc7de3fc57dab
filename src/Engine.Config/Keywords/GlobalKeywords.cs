using System.Collections.Generic;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built keywords of <c>global</c> that concern the process (CFG 3.1); <see cref="TuneKeywords"/> has the sizes and limits.</summary>
internal static class GlobalKeywords
{
    /// <summary>The most threads HAProxy 3.x can be built for; an engine thread is an event loop.</summary>
    public const int ThreadsMax = 4096;

    private const SectionSet G = SectionSet.Global;

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Built("daemon", G, Grammar.None, "Goes to the background once started (as -D does).", static (g, _) => g.Config.Daemon = true),
        Row.Built("maxconn", G, Grammar.Of(Argument.Number("CONNECTIONS", 0, int.MaxValue)), "Client connections of the whole process; beyond it accepting pauses.", static (g, c) => g.Config.MaxConn = c.Int()),
        Row.Built("ulimit-n", G, Grammar.Of(Argument.Number("FILES", 1, int.MaxValue)), "Open files the process may have; computed from maxconn unless written.", static (g, c) => g.Config.UlimitN = c.Int()),
        Row.Built("nbthread", G, Grammar.Of(Argument.Number("THREADS", 1, ThreadsMax)), "Event loops, each with a thread; as many as usable processors unless written.", BuildThreads),
        Row.Built("thread-hard-limit", G, Grammar.Of(Argument.Number("THREADS", 1, ThreadsMax)), "Threads at most, whatever 'nbthread' or the number of processors say.", BuildThreadLimit),
        Row.Built("cpu-map", G, Grammar.Of(Argument.Text("[auto:]GROUP[/THREADS]"), Argument.Text("CPUS").Repeated()), "Pins threads to processors: cpu-map auto:1/1-4 0-3.", CpuMaps.Build),
        Row.Built("pidfile", G, Grammar.Of(Argument.Text("PATH")), "Writes the process id to this file (as -p does).", static (g, c) => g.Config.PidFile = c.Text()),
        Row.Built("chroot", G, Grammar.Of(Argument.Text("DIRECTORY")), "Locks the process into this directory once everything is read and bound.", static (g, c) => g.Config.Chroot = c.Text()),
        Row.Built("user", G, Grammar.Of(Argument.Text("NAME")), "Runs as this user once sockets are bound.", static (g, c) => g.Config.User = c.Text()),
        Row.Built("group", G, Grammar.Of(Argument.Text("NAME")), "Runs as this group once sockets are bound.", static (g, c) => g.Config.Group = c.Text()),
        Row.Built("uid", G, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Runs as the user with this number once sockets are bound.", static (g, c) => g.Config.Uid = c.Int()),
        Row.Built("gid", G, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Runs as the group with this number once sockets are bound.", static (g, c) => g.Config.Gid = c.Int()),
        Row.Built("localpeer", G, Grammar.Of(Argument.Text("NAME")), "What this machine is called in peers sections (as -L does); its host name unless written.", static (g, c) => g.Config.LocalPeer = c.Text()),
        Row.Built("node", G, Grammar.Of(Argument.Text("NAME")), "What this instance is called on its statistics.", static (g, c) => g.Config.Node = c.Text()),
        Row.Built("description", G, Grammar.Of(Argument.Text("TEXT").Repeated()), "What this instance is for, shown on its statistics.", static (g, c) => g.Config.Description = string.Join(' ', c.FindAll("TEXT"))),
        Row.Built("strict-limits", G, Grammar.None, "Refuses to start when a limit cannot be raised as far as needed; on unless 'no' stands before it.", static (g, c) => g.Config.StrictLimits = c.IsOn) with { Negation = Negation.NoAndDefault },
        Row.Built("zero-warning", G, Grammar.None, "Refuses to start when the configuration has a warning (as -dW does).", static (g, _) => g.Config.ZeroWarning = true),
        Row.Built("quiet", G, Grammar.None, "Says nothing on start (as -q does).", static (g, _) => g.Config.Quiet = true),
        Row.Built("nosplice", G, Grammar.None, "Copies large bodies instead of splicing them in the kernel (as -dS does).", static (g, _) => g.Config.NoSplice = true),
        Row.Built("noreuseport", G, Grammar.None, "One listening socket for all threads instead of one each (as -dR does).", static (g, _) => g.Config.NoReusePort = true),
        Row.Built("hard-stop-after", G, Grammar.Of(Argument.Time()), "How long a gentle stop may take before what is left is cut off.", static (g, c) => g.Config.HardStopAfterMs = c.Int()),
        Row.Built("grace", G, Grammar.Of(Argument.Time()), "Time between the stop signal and the first listener closed.", static (g, c) => g.Config.GraceMs = c.Int()),
        Row.Built("setenv", G, Grammar.Of(Argument.Text("NAME"), Argument.Text("VALUE")), "Sets a variable for the lines that follow.", static (_, c) => c.Context.Reader.Environment.Set(c.Text(), c.Values[1].Text)),
        Row.Built("presetenv", G, Grammar.Of(Argument.Text("NAME"), Argument.Text("VALUE")), "Sets a variable for the lines that follow, unless it is set.", static (_, c) => c.Context.Reader.Environment.SetIfUnset(c.Text(), c.Values[1].Text)),
        Row.Built("unsetenv", G, Grammar.Of(Argument.Text("NAME").Repeated()), "Removes variables for the lines that follow.", static (_, c) => c.FindAll("NAME").ForEach(c.Context.Reader.Environment.Unset)),
        Row.Built("resetenv", G, Grammar.Of(Argument.Text("NAME").Repeated().OrNone()), "Removes all variables but these for the lines that follow.", static (_, c) => c.Context.Reader.Environment.Reset(c.FindAll("NAME"))),
        Row.Built("log", G, LogLines.Grammar, "Sends log lines to this target.", static (g, c) => LogLines.BuildGlobal(g, c)) with { Negation = Negation.NoAndDefault },
        Row.Built("log-tag", G, Grammar.Of(Argument.Text("TEXT")), "The program's name in log lines.", LogLines.BuildGlobalTag),
        Row.Built("log-send-hostname", G, Grammar.Of(Argument.Text("NAME").OrNone()), "Puts this name, or the machine's, into log lines.", static (g, c) => g.Config.LogHostname = c.Values.Count > 0 ? c.Text() : ""),

        Row.Built("spread-checks", G, Grammar.Of(Argument.Number("PERCENT", 0, 50)), "By how much pauses between health checks vary.", static (g, c) => g.Config.SpreadChecks = c.Int()),
        Row.Built("max-spread-checks", G, Grammar.Of(Argument.Time()), "Time over which the first health checks are spread at most.", static (g, c) => g.Config.MaxSpreadChecksMs = c.Int()),
        Row.Built("external-check", G, Grammar.Of(Argument.Choice("preserve-env").OrNone()), "Allows checks by commands.", static (g, c) => (g.Config.ExternalCheck, g.Config.ExternalCheckKeepsEnvironment) = (true, c.Values.Count > 0)),
        Row.Built("insecure-fork-wanted", G, Grammar.None, "Allows processes to be started, as checks by commands need it.", static (g, _) => g.Config.InsecureFork = true),
        Row.Built("set-dumpable", G, Grammar.Of(Argument.Choice("on", "off").OrNone()), "A crash leaves a core file although the user has changed.", static (g, c) => g.Config.Dumpable = c.Values.Count == 0 || c.Text() == "on"),
        Row.Built("setcap", G, Grammar.Of(Argument.Text("CAPABILITIES")), "Capabilities that are kept when the user changes: setcap cap_net_bind_service,cap_net_raw.", CapabilityNames.Build),
        Row.Built("stats-file", G, Grammar.Of(Argument.Text("PATH")), "File of counters, as 'dump stats-file' writes it, that they go on from.", static (g, c) => g.Config.StatsFile = c.Text()),
        Row.Built("server-state-file", G, Grammar.Of(Argument.Text("PATH")), "File of servers' states that is read at start.", static (g, c) => g.Config.StateFile = c.Text()),
        Row.Built("server-state-base", G, Grammar.Of(Argument.Text("DIRECTORY")), "Where files of servers' states are.", static (g, c) => g.Config.StateBase = c.Text()),

        // Honoured by what the engine is: these switch off what it does not have, or allow what it never forbids.
        Row.Built("nopoll", G, Grammar.None, "Avoids poll(), which this engine never uses.", static (_, _) => { }),
        Row.Built("nokqueue", G, Grammar.None, "Avoids kqueue(), which this engine never uses.", static (_, _) => { }),
        Row.Built("noevports", G, Grammar.None, "Avoids event ports, which this engine never uses.", static (_, _) => { }),
        Row.Built("noktls", G, Grammar.None, "Avoids TLS in the kernel, which this engine never uses.", static (_, _) => { }),
        Row.Built("no-quic", G, Grammar.None, "Avoids QUIC, which this engine does not speak.", static (_, _) => { }),
        Row.Built("no-memory-trimming", G, Grammar.None, "Avoids malloc_trim(), which this engine never calls.", static (_, _) => { }),
        Row.Built("expose-deprecated-directives", G, Grammar.None, "Allows old spellings, which this engine does anyway.", static (_, _) => { }),
        Row.Built("expose-experimental-directives", G, Grammar.None, "Allows experimental keywords, which this engine does anyway.", static (_, _) => { }),
        Row.Built("insecure-setuid-wanted", G, Grammar.None, "Allows children to gain rights, which this engine does not prevent.", static (_, _) => { }),
        Row.Removed("nbproc", G, "one process serves all; write 'nbthread' for the number of threads"),
    ];

    private static void BuildThreads(GlobalBuilder global, KeywordCall call)
    {
        global.Config.NbThread = call.Int();
        WarnOfLimit(global, call);
    }

    private static void BuildThreadLimit(GlobalBuilder global, KeywordCall call)
    {
        global.Config.ThreadHardLimit = call.Int();
        WarnOfLimit(global, call);
    }

    private static void WarnOfLimit(GlobalBuilder global, KeywordCall call)
    {
        if (global.Config.NbThread > global.Config.ThreadHardLimit)
        {
            call.Warning(call.Word, $"'nbthread {global.Config.NbThread}' is more than 'thread-hard-limit {global.Config.ThreadHardLimit}', which counts", "lower 'nbthread', or raise the limit");
        }
    }
}
