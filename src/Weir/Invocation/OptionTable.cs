using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weir.Invocation;

/// <summary>
/// Every option, one row each. A table of our own because System.CommandLine cannot say HAProxy's grammar: values glued to a name without
/// a sign between (<c>-dMno-merge</c> became a file name), a misspelled <c>-dbb</c> taken for a file, files allowed behind <c>--</c> only.
/// </summary>
internal static class OptionTable
{
    public static IReadOnlyList<OptionRow> Rows { get; } =
    [
        new("-f", OptionArity.Word, "FILE|DIR", "configuration file, or a directory for its *.cfg; may be repeated", static (o, v) => Do(() => o.Files.Add(v))),
        new("-c", OptionArity.None, "", "check the configuration and exit", static (o, _) => Do(() => o.Purpose = Purpose.Check)),
        new("-cc", OptionArity.Word, "CONDITION", "evaluate a condition as .if does: exit 0 true, 1 false, 2 error", static (o, v) => Do(() => (o.Purpose, o.Condition) = (Purpose.EvaluateCondition, v))),
        new("-v", OptionArity.None, "", "show the version", static (o, _) => Do(() => o.Purpose = Purpose.ShowVersion)),
        new("-vv", OptionArity.None, "", "show the version and what is built in", static (o, _) => Do(() => o.Purpose = Purpose.ShowVersionDetails)),
        new("-h", OptionArity.None, "", "show this text", static (o, _) => Do(() => o.Purpose = Purpose.ShowHelp)),
        new("-V", OptionArity.None, "", "messages on, which outweighs -q", static (o, _) => Do(() => o.Quiet = false)),
        new("-q", OptionArity.None, "", "nothing on standard output", static (o, _) => Do(() => o.Quiet = true)),
        new("-D", OptionArity.None, "", "serve in the background; returns when it serves", static (o, _) => Do(() => SetGround(o, Ground.Background))),
        new("-db", OptionArity.None, "", "stay in the foreground, whatever the configuration says", static (o, _) => Do(() => SetGround(o, Ground.Foreground))),
        new("-d", OptionArity.None, "", "like -db", static (o, _) => Do(() => SetGround(o, Ground.Foreground))),
        new("-W", OptionArity.None, "", "master-worker mode: one process all the same, exit statuses as of a master", static (o, _) => Do(() => o.MasterMode = o.MasterMode == MasterMode.None ? MasterMode.Master : o.MasterMode)),
        new("-Ws", OptionArity.None, "", "like -W, and tell the service manager (NOTIFY_SOCKET) when ready and when stopping", static (o, _) => Do(() => SetMasterNotify(o))),
        new("-p", OptionArity.Word, "FILE", "write the pid there", static (o, v) => Do(() => o.PidFile = v)),
        new("-C", OptionArity.Word, "DIR", "change to this directory first", static (o, v) => Do(() => o.WorkingDirectory = v)),
        new("-n", OptionArity.Word, "MAXCONN", "connections at once, for the process", static (o, v) => Number(v, n => o.MaxConn = n)),
        new("-N", OptionArity.Word, "MAXCONN", "connections at once, for a proxy that does not say", static (o, v) => Number(v, n => o.ProxyMaxConn = n)),
        new("-m", OptionArity.Word, "MB", "limit of the managed memory", static (o, v) => Number(v, n => o.MemoryMaxMb = n)),
        new("-sf", OptionArity.Pids, "PID...", "tell these processes to finish (SIGUSR1) once this one serves", static (o, v) => Number(v, o.FinishPids.Add)),
        new("-st", OptionArity.Pids, "PID...", "tell these processes to end (SIGTERM) once this one serves", static (o, v) => Number(v, o.TerminatePids.Add)),
        new("-x", OptionArity.Word, "SOCKET", "take the listening sockets over from the process with this runtime API socket", static (o, v) => Do(() => o.HandoverFrom = v)),
        new("-S", OptionArity.Word, "ADDR[,OPTIONS]", "a runtime API socket beside those of the configuration, for programs that talk to a master", static (o, v) => Do(() => o.MasterSocket = v)),
        new("-dW", OptionArity.None, "", "a warning about the configuration is fatal", static (o, _) => Do(() => o.WarningsAreFatal = true)),
        new("-dD", OptionArity.None, "", "also show what is valid but suspicious", static (o, _) => Do(() => o.ShowDiagnostics = true)),
        new("-dR", OptionArity.None, "", "do not use SO_REUSEPORT", static (o, _) => Do(() => o.NoReusePort = true)),
        new("-dS", OptionArity.None, "", "do not use splice", static (o, _) => Do(() => o.NoSplice = true)),
        new("-dV", OptionArity.None, "", "like 'ssl-server-verify none' in the global section", static (o, _) => Do(() => o.NoServerVerify = true)),
        new("-L", OptionArity.Word, "NAME", "what this machine is called in peers sections", static (o, v) => Do(() => o.LocalPeer = v)),

        new("-dr", OptionArity.None, "", "start even when a server's name cannot be resolved: 'none' is the last method of every init-addr", static (o, _) => Do(() => o.StartsWithoutAddresses = true)),

        NoEffect("-de", "do without epoll", "epoll is the only poller there is"),

        // Their subject does not exist here, so there is nothing that could differ.
        Nothing("-dM", OptionArity.Glued, "[OPTIONS]", "debugging of HAProxy's memory pools"),
        Nothing("-dC", OptionArity.Glued, "[KEY]", "dump of the configuration"),
        Nothing("-dK", OptionArity.Glued, "[CLASSES]", "dump of the keywords"),
        Nothing("-dt", OptionArity.Glued, "[SOURCES]", "traces"),
        Nothing("-dA", OptionArity.Glued, "[FILE]", "archive of the loaded libraries for core dumps"),
        Nothing("-dI", OptionArity.None, "", "allow forks (none are made)"),
        Nothing("-dG", OptionArity.None, "", "do not use getaddrinfo"),
        Nothing("-dp", OptionArity.None, "", "do not use poll (it is not used)"),
        Nothing("-dk", OptionArity.None, "", "do not use kqueue (Linux has none)"),
        Nothing("-dv", OptionArity.None, "", "do not use event ports (Linux has none)"),
        Nothing("-ds", OptionArity.None, "", "do not use HAProxy 1.4's speculative epoll"),
        Nothing("-dF", OptionArity.None, "", "no fast forwarding between HAProxy's muxes"),
        Nothing("-dZ", OptionArity.None, "", "no zero-copy forwarding between HAProxy's muxes"),
        Nothing("-dL", OptionArity.None, "", "list of the loaded libraries"),
        Nothing("-dl", OptionArity.None, "", "HAProxy's linear lists of lock statistics"),
        Nothing("-dX", OptionArity.None, "", "HAProxy's exclusive checks of expressions"),
        Nothing("-dc", OptionArity.None, "", "list of the processors"),
    ];

    /// <summary>The row of a word and the text glued to it; null when there is no such option.</summary>
    public static OptionRow? Find(string word, out string glued)
    {
        glued = "";
        OptionRow? found = null;
        foreach (OptionRow row in Rows)
        {
            if (row.Name == word)
            {
                glued = "";
                return row;
            }

            if (row.Arity == OptionArity.Glued && word.StartsWith(row.Name, StringComparison.Ordinal))
            {
                found = row;
                glued = word[row.Name.Length..];
            }
        }

        return found;
    }

    private static OptionRow NoEffect(string name, string documentation, string reason) =>
        new(name, OptionArity.None, "", $"{documentation}: accepted, has no effect: {reason}", (o, _) => Do(() => o.WithoutEffect.Add($"{name} has no effect: {reason}")));

    private static OptionRow Nothing(string name, OptionArity arity, string valueName, string documentation) =>
        new(name, arity, valueName, documentation + ": accepted, does nothing", static (_, _) => null);

    private static void SetGround(Options options, Ground ground) =>
        options.Ground = options.Ground == Ground.Foreground ? Ground.Foreground : ground;

    /// <summary>A service manager watches the process that it started, so <c>daemon</c> in the file does not count.</summary>
    private static void SetMasterNotify(Options options)
    {
        options.MasterMode = MasterMode.MasterNotify;
        SetGround(options, Ground.Foreground);
    }

    private static string? Do(Action action)
    {
        action();
        return null;
    }

    private static string? Number(string text, Action<int> take)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
        {
            return $"takes a number of 1 or more, not '{text}'";
        }

        take(number);
        return null;
    }
}
