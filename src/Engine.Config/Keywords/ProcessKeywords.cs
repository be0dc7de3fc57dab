using System.Collections.Generic;
using System.Threading;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Keywords;

/// <summary>More keywords of <c>global</c> (CFG 3.1, 3.2): rates, places of files and sockets, variables, and what concerns processes that this engine does not have.</summary>
internal static class ProcessKeywords
{
    private const SectionSet G = SectionSet.Global;

    private static readonly Grammar Count = Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue));

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Built("maxconnrate", G, Count, "Connections accepted per second; beyond it accepting pauses. 0 for any number.", static (g, c) => g.Config.ConnectionRateMax = c.Int()),
        Row.Built("maxsessrate", G, Count, "Sessions begun per second; beyond it accepting pauses. 0 for any number.", static (g, c) => g.Config.SessionRateMax = c.Int()),
        Row.Built("fd-hard-limit", G, Grammar.Of(Argument.Number("FILES", 1, int.MaxValue)), "Open files asked for at most where neither maxconn nor ulimit-n is written.", static (g, c) => g.Config.FdHardLimit = c.Int()),
        Row.Built("unix-bind", G, Grammar.Free, "Prefix, permissions and owner of UNIX sockets that do not say otherwise.", UnixBindLines.Build),
        Row.Built("default-path", G, Grammar.Of(Argument.Choice("current", "config", "parent", "origin"), Argument.Text("DIRECTORY").OrNone()), "Where relative paths of files begin.", DefaultPaths.Build),
        Row.Built("set-var", G, StartVariableLines.SampleGrammar, "Sets a variable of the process at the start: set-var proc.NAME EXPRESSION.", StartVariableLines.BuildSample),
        Row.Built("set-var-fmt", G, StartVariableLines.FormatGrammar, "Sets a variable of the process at the start to a text: set-var-fmt proc.NAME FORMAT.", StartVariableLines.BuildFormat),

        Row.Built("h1-accept-payload-with-any-method", G, Grammar.None, "Takes HTTP/1.0 requests with GET, HEAD or DELETE that have a body.", static (g, _) => g.Config.AcceptsAnyPayload = true),
        Row.Built("http-err-codes", G, StatusLines.Grammar, "The statuses that count as http_err_cnt in stick tables (400-499 unless written): a list that replaces, or +LIST, or -LIST.", StatusLines.BuildErrors),
        Row.Built("http-fail-codes", G, StatusLines.Grammar, "The statuses that count as http_fail_cnt in stick tables (500-599 but 501 and 505 unless written), likewise.", StatusLines.BuildFailures),
        Row.Built("h1-do-not-close-on-insecure-transfer-encoding", G, Grammar.None, "Keeps connections whose requests have Content-Length beside Transfer-Encoding, which wins; RFC 9112 has them closed.", static (g, _) => g.Config.KeepsAmbiguous = true),
        Row.Built("harden.reject-privileged-ports.tcp", G, Grammar.Of(Argument.Choice("on", "off")), "Drops connections of clients whose port is below 1024.", static (g, c) => g.Config.RejectsPrivilegedPorts = c.Text() == "on"),
        Row.Built("pp2-never-send-local", G, Grammar.None, "Health checks of servers with 'send-proxy-v2' bring the addresses of their connection, for servers that do not understand LOCAL.", static (g, _) => g.Config.NeverSendsLocal = true),
        Row.Built("dns-accept-family", G, Grammar.Of(Argument.Text("ipv4|ipv6|auto")), "The addresses that name servers are asked for, with commas between them: ipv4, ipv6, or auto, which is IPv4 and, while there is a way into its internet, IPv6 (both unless written).", BuildFamilies),
        Row.Built("close-spread-time", G, Grammar.Of(Argument.Text("TIME|infinite")), "Time over which a gentle stop closes kept connections, so that their clients do not come elsewhere all at once; infinite leaves them to themselves.", BuildCloseSpread),
        Row.Built("maxpipes", G, Count, "Kernel pipes for splicing, of all threads together; further bodies are copied.", static (g, c) => g.Config.PipesMax = c.Int()),
        Row.Built("maxzlibmem", G, Grammar.Of(Argument.Number("MEGABYTES", 0, int.MaxValue)), "Memory for compression; beyond it responses stay as they are. 0 for any amount.", static (g, c) => g.Config.CompressionMegabytesMax = c.Int()),

        Row.Built("h1-case-adjust", G, Grammar.Of(Argument.Text("FROM"), Argument.Text("TO")), "How a header name is written for those who mind its case ('option h1-case-adjust-bogus-client', '-server').", CaseAdjustments.Build),
        Row.Built("h1-case-adjust-file", G, Grammar.Of(Argument.Text("FILE")), "A file with such names, two on each line.", CaseAdjustments.BuildFile),

        // One process serves everything, and a reload leaves no old one behind.
        Row.Built("master-worker", G, Grammar.Of(Argument.Choice("no-exit-on-failure").OrNone()), "Supervises workers; here one process serves everything, and -W and -Ws choose the exit statuses of a master.", static (_, _) => { }) with { Negation = Negation.NoAndDefault },
        Row.Built("mworker-max-reloads", G, Count, "Reloads that a worker may survive; here a reload leaves no worker behind.", static (_, _) => { }),

        // What they would change does not exist here: no CPUs are chosen unasked, and descriptors are counted by the kernel.
        Row.Built("numa-cpu-mapping", G, Grammar.None, "Stays on one NUMA node; here threads are bound by 'cpu-map' only.", static (_, _) => { }) with { Negation = Negation.NoAndDefault },
        Row.Built("prealloc-fd", G, Grammar.None, "Makes the kernel's table of files large at once, which happens by itself.", static (_, _) => { }),
        Row.Hint("noepoll", G, Grammar.None, "Waits by another way than epoll.", "epoll is the one way in which this engine waits"),
        Row.Hint("nogetaddrinfo", G, Grammar.None, "Resolves names without getaddrinfo().", "getaddrinfo() is the one way in which names are resolved at the start"),
    ];

    private static void BuildFamilies(GlobalBuilder global, KeywordCall call)
    {
        DnsFamilies families = DnsFamilies.None;
        foreach (string name in call.Text().Split(','))
        {
            DnsFamilies family = name switch
            {
                "ipv4" => DnsFamilies.IPv4,
                "ipv6" => DnsFamilies.IPv6,
                "auto" => DnsFamilies.Auto,
                _ => DnsFamilies.None,
            };
            if (family == DnsFamilies.None)
            {
                call.Error(call.Values[0].Word, $"'dns-accept-family' takes ipv4, ipv6 and auto with commas between them, not '{name}'");
                return;
            }

            families |= family;
        }

        global.Config.DnsFamilies = families;
    }

    private static void BuildCloseSpread(GlobalBuilder global, KeywordCall call)
    {
        if (call.Text() == "infinite")
        {
            global.Config.CloseSpreadMs = Timeout.Infinite;
        }
        else if (TimeValue.TryParse(call.Text(), TimeUnit.Milliseconds, out int ms, out _))
        {
            global.Config.CloseSpreadMs = ms;
        }
        else
        {
            call.Error(call.Values[0].Word, $"'close-spread-time' takes a time such as 30s, or infinite, not '{call.Text()}'");
        }
    }
}
