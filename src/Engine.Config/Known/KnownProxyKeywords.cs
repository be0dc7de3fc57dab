using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of proxy sections that are not supported yet.</summary>
internal static class KnownProxyKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;
    private const SectionSet BothRunning = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;
    private const SectionSet ClientRunning = SectionSet.Frontend | SectionSet.Listen;
    private const SectionSet ServerRunning = SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Known("be-unpublished", ServerRunning, "Start backend unpublished (ignored by switching rules)."),
        Row.Known("cookie", Server, "Cookie-based persistence (rewrite/insert/prefix + attributes)."),
        Row.Known("crt", ClientRunning, "(matrix) certificate declaration for frontend (replaced by ssl-f-use)."),
        Row.Known("dynamic-cookie-key", Server, "Secret for dynamic per-server cookies."),
        Row.Known("email-alert from", Both, "Sender of mail alerts."),
        Row.Known("email-alert level", Both, "Max log level that triggers mails."),
        Row.Known("email-alert mailers", Both, "Mailers section used for mail alerts."),
        Row.Known("email-alert myhostname", Both, "HELO hostname for mail alerts."),
        Row.Known("email-alert to", Both, "Recipient of mail alerts."),
        Row.Known("external-check", Server, "Group prefix for external-check command/path."),
        Row.Known("external-check command", Server, "Program to run as health check."),
        Row.Known("external-check path", Server, "PATH for the external check."),
        Row.Known("filter", BothRunning, "Declare a stream filter (compression, cache, bwlim, trace, spoe, fcgi-app)."),
        Row.Known("filter-sequence", BothRunning, "Order of filters for request/response."),
        Row.Known("guid", BothRunning, "Globally unique identifier of the proxy."),
        Row.Known("load-server-state-from-file", Server, "Load server state (global/local/none)."),
        Row.Known("log-steps", Client, "Select transaction steps that emit logs."),
        Row.Known("max-session-srv-conns", Client, "Max idle server conns attached to a client session."),
        Row.Known("persist rdp-cookie", Server, "RDP cookie persistence."),
        Row.Known("quic-initial", SectionSet.ClientRules, "Ruleset on QUIC Initial packets."),
        Row.Known("rate-limit sessions", Client, "Max new sessions per second on frontend."),
        Row.Known("server-state-file-name", Server, "Per-backend server state file."),
        Row.Known("server-template", ServerRunning, "Declare N servers from a template (DNS discovery)."),
        Row.Known("ssl-f-use", ClientRunning, "Attach certificate to all ssl binds of the frontend."),
        Row.Known("stick match", ServerRunning, "Look up persistence in a stick-table."),
        Row.Known("stick on", ServerRunning, "stick match + stick store-request."),
        Row.Known("stick store-request", ServerRunning, "Store request key -> server."),
        Row.Known("stick store-response", ServerRunning, "Store response key -> server."),
        Row.Known("use-fcgi-app", ServerRunning, "Attach FastCGI application."),
        Row.Known("compression algo", Both, "Response algorithms list."),
        Row.Known("compression type", Both, "Response MIME types list."),
        Row.Known("compression algo-req", Both, "Request algorithm."),
        Row.Known("compression algo-res", Both, "Response algorithms."),
        Row.Known("compression type-req", Both, "Request MIME types."),
        Row.Known("compression type-res", Both, "Response MIME types."),
        Row.Known("compression minsize-req", Both, "Min request size."),
        Row.Known("compression minsize-res", Both, "Min response size."),
        Row.Known("compression offload", Both, "Strip Accept-Encoding to server."),
        Row.Known("compression direction", Both, "Deprecated direction selector."),
    ];
}
