using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built keywords of frontend, backend, listen and defaults sections (CFG 4.2), except options, timeouts and rules.</summary>
internal static class ProxyKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;

    /// <summary>Sections that run, as opposed to defaults.</summary>
    private const SectionSet Running = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;

    private const SectionSet ServerRunning = SectionSet.Listen | SectionSet.Backend;

    private const SectionSet ClientRunning = SectionSet.Frontend | SectionSet.Listen;

    private static readonly Grammar Count = Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue));

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("mode", Both, Grammar.Of(Argument.Choice("tcp", "http").KnowingAlso("log", "spop", "haterm", "health")), "What is carried: HTTP, or bytes (unless written).", static (p, c) => p.Proxy.Mode = c.Text() == "http" ? ProxyMode.Http : ProxyMode.Tcp),
        Row.Built("disabled", Both, Grammar.None, "Does not run this section.", static (p, _) => p.Proxy.Disabled = true),
        Row.Built("enabled", Both, Grammar.None, "Runs this section although its defaults say 'disabled'.", static (p, _) => p.Proxy.Disabled = false),
        Row.Built("id", Running, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "A number for this section that no other has.", BuildId),
        Row.Built("description", Running, Grammar.Of(Argument.Text("TEXT").Repeated()), "What this section is for, shown on statistics.", static (p, c) => p.Proxy.Description = string.Join(' ', c.FindAll("TEXT"))),

        Row.Built("bind", Client & ~SectionSet.Defaults, Grammar.Free, "Listens on addresses: bind *:80.", BindLines.Build),
        Row.Built("maxconn", Client, Count, "Client connections of this section; beyond it accepting pauses.", static (p, c) => p.Proxy.MaxConn = c.Int()),
        Row.Built("rate-limit sessions", Client, Grammar.Of(Argument.Number("PER-SECOND", 0, int.MaxValue)), "Sessions of this section per second; beyond it accepting pauses. 0 for any number.", static (p, c) => p.Proxy.SessionRateMax = c.Int()),
        Row.Built("max-session-srv-conns", Client, Count, "Idle server connections kept for one client alone (5 unless written).", static (p, c) => p.Proxy.SessionServerConnectionsMax = c.Int()),
        Row.Built("persist", Server, Grammar.Of(Argument.Text("rdp-cookie[(NAME)]")), "Keeps RDP clients at the server that their cookie names (msts unless written).", BuildPersist),
        Row.Built("backlog", Client, Count, "Connections the kernel holds before they are accepted.", static (p, c) => p.Proxy.Backlog = c.Int()),
        Row.Built("default_backend", Client, Grammar.Of(Argument.Text("BACKEND")), "Where requests go that no use_backend rule took.", BuildDefaultBackend),
        Row.Built("monitor-uri", Client, Grammar.Of(Argument.Text("URI")), "Answers this URI with 200 by itself: is the proxy alive?", static (p, c) => p.Proxy.MonitorUri = c.Text()),

        Row.Built("guid", Running, Grammar.Of(Argument.Text("NAME")), "A name for this section that nothing else has.", static (p, c) => p.Proxy.Guid = c.Text()),
        Row.Built("server", Server & ~SectionSet.Defaults, Grammar.Free, "A server: server NAME ADDRESS:PORT [OPTIONS].", ServerLines.Build) with { IsErrorElsewhere = true },
        Row.Built("server-template", Server & ~SectionSet.Defaults, Grammar.Free, "Declares servers that differ in their numbers only: server-template PREFIX COUNT ADDRESS[:PORT] [OPTIONS].", ServerTemplates.Build) with { IsErrorElsewhere = true },
        Row.Built("default-server", Server, Grammar.Free, "Options that the following server lines start with.", ServerLines.BuildDefault) with { IsErrorElsewhere = true },
        Row.Built("source", Server, SourceLines.Grammar, "Address to connect to servers from.", static (p, c) => p.Proxy.Source = SourceLines.Read(c)),
        Row.Built("http-reuse", Server, Grammar.Of(Argument.Choice("never", "safe", "aggressive", "always")), "Which requests may use a server connection of another client (safe unless written).", static (p, c) => p.Proxy.HttpReuse = ReuseOf(c.Text())),

        Row.Built("cookie", Server, CookieLines.Grammar, "Keeps clients at their server by a cookie.", CookieLines.Build),
        Row.Built("dynamic-cookie-key", Server, Grammar.Of(Argument.Text("KEY")), "What the cookies of servers are made of, beside their address ('cookie ... dynamic').", static (p, c) => p.Proxy.DynamicCookieKey = c.Text()),
        Row.Built("stick on", ServerRunning, Grammar.Free, "Keeps clients at their server by a key: stick on EXPRESSION [table TABLE] [if CONDITION].", static (p, c) => StickLines.Build(p, c, StickUses.Match | StickUses.StoreRequest)),
        Row.Built("stick match", ServerRunning, Grammar.Free, "Looks for the server in a table, and keeps none.", static (p, c) => StickLines.Build(p, c, StickUses.Match)),
        Row.Built("stick store-request", ServerRunning, Grammar.Free, "Keeps the server under a key of the request.", static (p, c) => StickLines.Build(p, c, StickUses.StoreRequest)),
        Row.Built("stick store-response", ServerRunning, Grammar.Free, "Keeps the server under a key of the response.", static (p, c) => StickLines.Build(p, c, StickUses.StoreResponse)),
        Row.Built("stick-table", Running, Grammar.Free, "A table of keys and what is counted about them.", StickTableLines.Build),

        Row.Built("errorfile", Both, ErrorPages.FileGrammar, "Answers an error with the raw response in a file.", static (p, c) => ErrorPages.BuildFile(p.ErrorReplies, c)),
        Row.Built("errorfiles", Both, ErrorFileImports.Grammar, "Answers errors with the replies of an http-errors section.", ErrorFileImports.Build),
        Row.Built("http-error", Both, Known.RuleActions.HttpError, "Answers an error with a reply made here.", ErrorPages.BuildReply),
        Row.Built("errorloc", Both, ErrorPages.LocationGrammar, "Answers an error with a redirect (302).", static (p, c) => ErrorPages.BuildLocation(p, c, 302)),
        Row.Built("errorloc302", Both, ErrorPages.LocationGrammar, "Answers an error with a redirect (302).", static (p, c) => ErrorPages.BuildLocation(p, c, 302)),
        Row.Built("errorloc303", Both, ErrorPages.LocationGrammar, "Answers an error with a redirect (303).", static (p, c) => ErrorPages.BuildLocation(p, c, 303)),

        Row.Built("log global", Both, Grammar.None, "Sends log lines where the global section says.", LogLines.BuildGlobalReference),
        Row.Built("log", Both, LogLines.Grammar, "Sends log lines to this target.", LogLines.BuildProxy) with { Negation = Negation.NoAndDefault },
        Row.Built("log-tag", Both, Grammar.Of(Argument.Text("TEXT")), "The program's name in log lines of this section.", LogLines.BuildProxyTag),
        Row.Built("log-format", Client, Grammar.Of(Argument.Text("FORMAT")), "What is logged about each exchange.", LogLines.BuildFormat),
        Row.Built("log-format-sd", Client, Grammar.Of(Argument.Text("FORMAT")), "The structured data of RFC 5424 lines.", static (p, c) => p.Proxy.LogFormatSd = LogLines.ReadFormat(c) ?? p.Proxy.LogFormatSd),
        Row.Built("error-log-format", Client, Grammar.Of(Argument.Text("FORMAT")), "What is logged about connections that fail before they bring a request.", static (p, c) => p.Proxy.ErrorLogFormat = LogLines.ReadFormat(c) ?? p.Proxy.ErrorLogFormat),
        Row.Built("log-steps", Client, Grammar.Of(Argument.Text("STEPS")), "When lines about an exchange are written: accept, request, connect, response and close with commas between them, or all.", LogProfileKeywords.BuildSteps),
        Row.Built("unique-id-format", Both, Grammar.Of(Argument.Text("FORMAT")), "What the unique id of each request is made of.", static (p, c) => p.Proxy.UniqueIdFormat = LogLines.ReadFormat(c) ?? p.Proxy.UniqueIdFormat),
        Row.Built("unique-id-header", Both, Grammar.Of(Argument.Text("NAME")), "The header that carries the unique id to the server.", static (p, c) => p.Proxy.UniqueIdHeader = c.Text()),
        Row.Built("capture request header", ClientRunning, CaptureLines.HeaderGrammar, "Keeps a request header for the log line.", static (p, c) => CaptureLines.BuildHeader(p, c, ofResponse: false)),
        Row.Built("capture response header", ClientRunning, CaptureLines.HeaderGrammar, "Keeps a response header for the log line.", static (p, c) => CaptureLines.BuildHeader(p, c, ofResponse: true)),
        Row.Built("capture cookie", ClientRunning, CaptureLines.HeaderGrammar, "Keeps a cookie of request and response for the log line.", CaptureLines.BuildCookie),
        Row.Built("declare capture", ClientRunning, CaptureLines.DeclareGrammar, "Makes room for what rules capture.", CaptureLines.Declare),
    ];

    private static void BuildPersist(ProxyBuilder proxy, KeywordCall call)
    {
        const string Plain = "rdp-cookie";
        string text = call.Text();
        bool isNamed = text.StartsWith(Plain + "(", System.StringComparison.Ordinal) && text.EndsWith(')') && text.Length > Plain.Length + 2;
        if (text != Plain && !isNamed)
        {
            call.Error(call.Values[0].Word, $"'persist' does not know '{text}'", "write it as: persist rdp-cookie(msts)");
            return;
        }

        proxy.Proxy.RdpPersist = new RdpPersistConfig(call.At, call.Values[0].Word, isNamed ? text[(Plain.Length + 1)..^1] : "msts");
    }

    private static void BuildId(ProxyBuilder proxy, KeywordCall call)
    {
        proxy.Proxy.Id = call.Int();
        proxy.IdAt = (call.At, call.Values[0].Word);
    }

    private static void BuildDefaultBackend(ProxyBuilder proxy, KeywordCall call)
    {
        proxy.Proxy.DefaultBackend = call.Text();
        proxy.DefaultBackendAt = (call.At, call.Values[0].Word);
    }

    private static HttpReuse ReuseOf(string word) => word switch
    {
        "never" => HttpReuse.Never,
        "aggressive" => HttpReuse.Aggressive,
        "always" => HttpReuse.Always,
        _ => HttpReuse.Safe,
    };
}
