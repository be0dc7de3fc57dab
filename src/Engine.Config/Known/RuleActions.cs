using System;
using System.Collections.Generic;
using Engine.Config.Keywords;
using R = Engine.Config.Keywords.RulesetSet;

namespace Engine.Config.Known;

/// <summary>Every action of the language, by the rulesets it may stand in (CFG 4.3).</summary>
internal static class RuleActions
{
    private static readonly Grammar Redirect = Grammar.Of(
    [
        Argument.Format("LOCATION").After("location"),
        Argument.Format("PREFIX").After("prefix"),
        Argument.Format("SCHEME").After("scheme"),
        .. RedirectOptions(),
    ]);

    private static readonly Grammar Return = Grammar.Of([Argument.Number("CODE", 200, 599).After("status"), .. Reply()]);

    private static readonly Grammar Deny = Grammar.Of([Argument.Number("CODE", 200, 599).After("status"), Argument.Number("CODE", 200, 599).After("deny_status"), .. Reply()]);

    /// <summary>The arguments of an <c>http-error</c> line.</summary>
    public static readonly Grammar HttpError = Grammar.Of([Argument.Number("STATUS", 200, 599).After("status"), .. Reply()]);

    /// <summary>A <c>redirect</c> line: as the action, but its target is no format.</summary>
    public static readonly RuleAction RedirectLine = new RuleAction("redirect", R.Http, PlainRedirect(), "Answers with a redirect.") with { IsFinal = true };

    public static readonly IReadOnlyList<RuleAction> All =
    [
        new RuleAction("accept", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse, Grammar.None, "Stops these rules and lets the connection pass.") with { IsFinal = true },
        new("add-acl", R.Http, Grammar.Free, "Add entry to ACL file pattern list."),
        new("add-header", R.HttpAll, Grammar.Of(Argument.Text("NAME"), Argument.Format("VALUE")), "Adds a header field."),
        new("add-headers-bin", R.HttpAll, Grammar.Free, "Append headers from encoded binary."),
        new RuleAction("allow", R.HttpAll, Grammar.None, "Stops these rules and lets the message pass.") with { IsFinal = true },
        new("attach-srv", R.TcpSession, Grammar.Free, "Attach connection to reverse-http server."),
        new RuleAction("auth", R.HttpRequest, Grammar.Of(Argument.Text("REALM").After("realm")), "Asks for a user name and password.") with { IsFinal = true },
        new("cache-store", R.HttpResponse, Grammar.Of(Argument.Name("CACHE")), "Keeps the response in a cache."),
        new("cache-use", R.HttpRequest, Grammar.Of(Argument.Name("CACHE")), "Answers from a cache, where that has the response."),
        new("capture", R.TcpContent | R.HttpRequest | R.HttpResponse | R.HttpAfterResponse, Grammar.Of(Argument.Sample("EXPRESSION"), Argument.Number("BYTES", 1, 65535).After("len"), Argument.Number("SLOT", 0, 1024).After("id")), "Keeps a sample for the log line."),
        new("close", R.TcpResponse, Grammar.Free, "Close server connection."),
        new("del-acl", R.HttpAll, Grammar.Free, "Delete ACL entry."),
        new("del-header", R.HttpAll, Grammar.Of(Argument.Text("NAME"), Argument.Choice("str", "beg", "end", "sub", "reg").After("-m")), "Removes all header fields of a name."),
        new("del-headers-bin", R.HttpAll, Grammar.Free, "Delete headers from encoded binary."),
        new("del-map", R.HttpAll, Grammar.Free, "Delete map entry."),
        new RuleAction("deny", R.Http, Deny, "Refuses with 403 (or another status), or 502 for a response.") with { IsFinal = true },
        new("disable-l7-retry", R.HttpRequest, Grammar.None, "Disable L7 retries for the request."),
        new("do-log", R.All, Grammar.Free, "Emit a log now."),
        new("do-resolve", R.TcpContent | R.HttpRequest, Grammar.Free, "Resolve a name into a variable."),
        new("early-hint", R.HttpRequest, Grammar.Free, "Add header to 103 response."),
        new RuleAction("expect-netscaler-cip", R.TcpConnection, Grammar.Free, "Refused: NetScaler's header is not read.") with { Refusal = BindOptions.NoNetScaler, Advice = BindOptions.NetScalerAdvice },
        new("expect-proxy", R.TcpConnection, Grammar.Free, "Expect PROXY header on condition."),
        new("normalize-uri", R.HttpRequest, Grammar.Free, "Normalize URI (experimental)."),
        new("pause", R.Http, Grammar.Free, "Delay rule processing."),
        new RuleAction("redirect", R.Http, Redirect, "Answers with a redirect.") with { IsFinal = true },
        new RuleAction("reject", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest, Grammar.None, "Closes the connection.") with { IsFinal = true },
        new("replace-header", R.HttpAll, Grammar.Of(Argument.Text("NAME"), Argument.Text("REGEX"), Argument.Format("VALUE")), "Regex replace on header lines."),
        new("replace-path", R.HttpRequest, Grammar.Of(Argument.Text("REGEX"), Argument.Format("PATH")), "Regex replace on path."),
        new("replace-pathq", R.HttpRequest, Grammar.Of(Argument.Text("REGEX"), Argument.Format("PATH")), "Regex replace on path+query."),
        new("replace-uri", R.HttpRequest, Grammar.Of(Argument.Text("REGEX"), Argument.Format("URI")), "Regex replace on URI."),
        new("replace-value", R.HttpAll, Grammar.Of(Argument.Text("NAME"), Argument.Text("REGEX"), Argument.Format("VALUE")), "Regex replace on comma-separated values."),
        new RuleAction("return", R.Http, Return, "Answers at once, without a server.") with { IsFinal = true },
        new("sc-add-gpc", R.All, Grammar.Free, "Add to a general purpose counter."),
        new("sc-inc-gpc", R.All, Grammar.Free, "Increment gpc array entry."),
        new("sc-inc-gpc0", R.All, Grammar.Free, "Increment gpc0."),
        new("sc-inc-gpc1", R.All, Grammar.Free, "Increment gpc1."),
        new("sc-set-gpt", R.All, Grammar.Free, "Set general purpose tag."),
        new("sc-set-gpt0", R.All, Grammar.Free, "Set gpt0."),
        new("send-spoe-group", R.Contents, Grammar.Free, "Send SPOE group."),
        new("set-bandwidth-limit", R.Contents, Grammar.Free, "Enable bandwidth limit filter."),
        new("set-bc-mark", R.TcpContent | R.HttpRequest, Grammar.Free, "Netfilter mark to server."),
        new("set-bc-tos", R.TcpContent | R.HttpRequest, Grammar.Free, "TOS to server."),
        new("set-dst", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest, Grammar.Of(Argument.Sample("EXPRESSION")), "Override destination address."),
        new("set-dst-port", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest, Grammar.Of(Argument.Sample("EXPRESSION")), "Override destination port."),
        new("set-fc-mark", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse, Grammar.Free, "Netfilter mark to client."),
        new("set-fc-tos", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse, Grammar.Free, "TOS to client."),
        new("set-header", R.HttpAll, Grammar.Of(Argument.Text("NAME"), Argument.Format("VALUE")), "Sets a header field, replacing all of that name."),
        new("set-headers-bin", R.HttpAll, Grammar.Free, "Set headers from encoded binary."),
        new("set-log-level", R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse | R.HttpAfterResponse, Grammar.Of(Argument.Choice("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "silent")), "Override log level or silence."),
        new("set-map", R.HttpAll, Grammar.Free, "Set map entry."),
        new("set-mark", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse, Grammar.Free, "Deprecated alias of set-fc-mark."),
        new("set-method", R.HttpRequest, Grammar.Of(Argument.Format("METHOD")), "Rewrite method."),
        new("set-nice", R.Contents, Grammar.Free, "Change task niceness."),
        new("set-path", R.HttpRequest, Grammar.Of(Argument.Format("PATH")), "Rewrite path."),
        new("set-pathq", R.HttpRequest, Grammar.Of(Argument.Format("PATH")), "Rewrite path and query."),
        new("set-priority-class", R.TcpContent | R.HttpRequest, Grammar.Free, "Queue priority class."),
        new("set-priority-offset", R.TcpContent | R.HttpRequest, Grammar.Free, "Queue priority offset."),
        new("set-query", R.HttpRequest, Grammar.Of(Argument.Format("QUERY")), "Rewrite query string."),
        new("set-retries", R.TcpContent | R.HttpRequest, Grammar.Free, "Override retries."),
        new("set-src", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest, Grammar.Of(Argument.Sample("EXPRESSION")), "Override source address."),
        new("set-src-port", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest, Grammar.Of(Argument.Sample("EXPRESSION")), "Override source port."),
        new("set-status", R.HttpResponse | R.HttpAfterResponse, Grammar.Of(Argument.Number("STATUS", 100, 999), Argument.Text("TEXT").After("reason")), "Rewrite response status."),
        new("set-timeout", R.Http, Grammar.Free, "Override timeouts for the stream."),
        new("set-tos", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse, Grammar.Free, "Deprecated alias of set-fc-tos."),
        new("set-uri", R.HttpRequest, Grammar.Of(Argument.Format("URI")), "Rewrite whole URI."),
        new("set-var", R.All, Grammar.Of(Argument.Sample("EXPRESSION")), "Set variable from expression."),
        new("set-var-fmt", R.All, Grammar.Of(Argument.Format("FORMAT")), "Set variable from format."),
        new RuleAction("silent-drop", R.TcpConnection | R.TcpSession | R.TcpContent | R.TcpResponse | R.HttpRequest | R.HttpResponse, Grammar.Free, "Drop connection without notifying client.") with { IsFinal = true },
        new("strict-mode", R.HttpAll, Grammar.Free, "Toggle strict rewriting."),
        new("switch-mode", R.TcpContent, Grammar.Free, "Upgrade TCP stream to HTTP."),
        new RuleAction("tarpit", R.HttpRequest, Deny, "Holds the request for a while, then refuses it with 500.") with { IsFinal = true },
        new("track-sc0", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest | R.HttpResponse, Grammar.Free, "Track key in counter 0."),
        new("track-sc1", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest | R.HttpResponse, Grammar.Free, "Track key in counter 1."),
        new("track-sc2", R.TcpConnection | R.TcpSession | R.TcpContent | R.HttpRequest | R.HttpResponse, Grammar.Free, "Track key in counter 2."),
        new("unset-var", R.All, Grammar.None, "Unset variable."),
        new("use-service", R.TcpContent | R.HttpRequest, Grammar.Free, "Run an internal service (e.g. prometheus-exporter)."),
        new("wait-for-body", R.Http, Grammar.Of(Argument.Time().After("time"), Argument.Size("BYTES").After("at-least")), "Wait for body bytes/time."),
        new("wait-for-handshake", R.HttpRequest, Grammar.Free, "Wait for TLS handshake (0-RTT)."),
    ];

    private static readonly Dictionary<string, RuleAction> ByName = Index();

    /// <summary>The action with this name; any counter number goes for track-sc0.</summary>
    public static RuleAction? Find(string name)
    {
        bool isTracking = name.StartsWith("track-sc", StringComparison.Ordinal) && name.Length > 8 && char.IsAsciiDigit(name[8]);
        return ByName.GetValueOrDefault(isTracking ? "track-sc0" : name);
    }

    private static Grammar PlainRedirect() => Grammar.Of(
    [
        Argument.Text("LOCATION").After("location"),
        Argument.Text("PREFIX").After("prefix"),
        Argument.Text("SCHEME").After("scheme"),
        .. RedirectOptions(),
    ]);

    private static Argument[] RedirectOptions() =>
    [
        Argument.Choice("301", "302", "303", "307", "308").After("code"),
        Argument.Flag("drop-query"),
        Argument.Flag("keep-query"),
        Argument.Flag("append-slash"),
        Argument.Flag("ignore-empty"),
        Argument.Text("NAME[=VALUE]").After("set-cookie"),
        Argument.Format("COOKIE").After("set-cookie-fmt"),
        Argument.Text("NAME[=]").After("clear-cookie"),
    ];

    /// <summary>What a reply made by a rule may hold (CFG 4.4 "http-request return").</summary>
    private static Argument[] Reply() =>
    [
        Argument.Flag("default-errorfiles"),
        Argument.Text("TYPE").After("content-type"),
        Argument.Text("FILE").After("errorfile"),
        Argument.Text("NAME").After("errorfiles"),
        Argument.Text("FILE").After("file"),
        Argument.Text("FILE").After("lf-file"),
        Argument.Text("TEXT").After("string"),
        Argument.Format("TEXT").After("lf-string"),
        Argument.Pair("NAME VALUE").After("hdr").Repeated(),
    ];

    private static Dictionary<string, RuleAction> Index()
    {
        var table = new Dictionary<string, RuleAction>(StringComparer.Ordinal);
        foreach (RuleAction action in All)
        {
            table.Add(action.Name, action);
        }

        return table;
    }
}
