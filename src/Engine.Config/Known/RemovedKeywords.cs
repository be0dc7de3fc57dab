using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary>What old configurations still hold: no longer part of the language, each with what to write instead, or why it has no effect.</summary>
internal static class RemovedKeywords
{
    private const SectionSet Both = SectionSet.Proxies;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Removed("appsession", Both, "use 'stick on' with a cookie, or 'cookie NAME insert', for persistence"),
        Row.Removed("block", Both, "write 'http-request deny' with the same condition"),
        Row.Removed("monitor-net", Both, "write 'http-request return status 200 if { src NETWORK }'"),
        Row.Hint("bind-process", Both, Grammar.Of(Argument.Text("PROCESSES").Repeated()), "Processes that serve the section.", "all threads of the one process serve every section"),
        Row.Removed("grace", Both, "write 'grace' in the global section"),
        Row.Removed("cliexp", Both, "write 'http-response replace-header'"),
        Row.Removed("srvexp", Both, "write 'http-response replace-header'"),
        Row.Removed("reqadd", Both, "write 'http-request add-header'"),
        Row.Removed("reqallow", Both, "write 'http-request allow' with a condition"),
        Row.Removed("reqiallow", Both, "write 'http-request allow' with a condition"),
        Row.Removed("reqdel", Both, "write 'http-request del-header'"),
        Row.Removed("reqidel", Both, "write 'http-request del-header'"),
        Row.Removed("reqdeny", Both, "write 'http-request deny' with a condition"),
        Row.Removed("reqideny", Both, "write 'http-request deny' with a condition"),
        Row.Removed("reqpass", Both, "write an 'http-request' rule with a condition"),
        Row.Removed("reqipass", Both, "write an 'http-request' rule with a condition"),
        Row.Removed("reqrep", Both, "write 'http-request replace-path', 'replace-uri' or 'replace-header'"),
        Row.Removed("reqirep", Both, "write 'http-request replace-path', 'replace-uri' or 'replace-header'"),
        Row.Removed("reqtarpit", Both, "write 'http-request tarpit' with a condition"),
        Row.Removed("reqitarpit", Both, "write 'http-request tarpit' with a condition"),
        Row.Removed("rspadd", Both, "write 'http-response add-header'"),
        Row.Removed("rspdel", Both, "write 'http-response del-header'"),
        Row.Removed("rspidel", Both, "write 'http-response del-header'"),
        Row.Removed("rspdeny", Both, "write 'http-response deny' with a condition"),
        Row.Removed("rspideny", Both, "write 'http-response deny' with a condition"),
        Row.Removed("rsprep", Both, "write 'http-response replace-header'"),
        Row.Removed("rspirep", Both, "write 'http-response replace-header'"),
        Row.Obsolete("option http-use-htx", Both, Grammar.None, "remove the line: there is only one way to hold messages", static (_, _) => { }) with { Negation = Negation.NoAndDefault },
    ];
}
