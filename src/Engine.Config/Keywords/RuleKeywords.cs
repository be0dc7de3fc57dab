using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>ACLs, rules and what else may end with a condition (CFG 4.2, 4.3, 7).</summary>
internal static class RuleKeywords
{
    /// <summary>The keyword in front of the actions of each ruleset.</summary>
    public static readonly IReadOnlyList<(Ruleset Ruleset, string Keyword)> Rulesets =
    [
        (Ruleset.TcpRequestConnection, "tcp-request connection"),
        (Ruleset.TcpRequestSession, "tcp-request session"),
        (Ruleset.TcpRequestContent, "tcp-request content"),
        (Ruleset.TcpResponseContent, "tcp-response content"),
        (Ruleset.HttpRequest, "http-request"),
        (Ruleset.HttpResponse, "http-response"),
        (Ruleset.HttpAfterResponse, "http-after-response"),
    ];

    private const SectionSet Both = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;
    private const SectionSet Client = SectionSet.Frontend | SectionSet.Listen;
    private const SectionSet Server = SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("acl", SectionSet.Rules, Grammar.Free, "Names a test for conditions; the same name again adds an alternative.", ConditionLines.BuildAcl),
        Rule("tcp-request connection", SectionSet.ClientRules, "Rules on a connection as it is accepted.", Ruleset.TcpRequestConnection),
        Rule("tcp-request session", SectionSet.ClientRules, "Rules on a connection once its handshakes are done.", Ruleset.TcpRequestSession),
        Rule("tcp-request content", SectionSet.Rules, "Rules on what a client sent first.", Ruleset.TcpRequestContent),
        Rule("tcp-response content", SectionSet.ServerRules, "Rules on what a server sent first.", Ruleset.TcpResponseContent),
        Row.Built("tcp-request inspect-delay", SectionSet.Rules, Grammar.Of(Argument.Time()), "How long tcp-request content rules wait for what they look at.", static (p, c) => p.Proxy.Timeouts.InspectRequestMs = c.Int()),
        Row.Built("tcp-response inspect-delay", SectionSet.ServerRules, Grammar.Of(Argument.Time()), "How long tcp-response content rules wait for what they look at.", static (p, c) => p.Proxy.Timeouts.InspectResponseMs = c.Int()),
        Rule("http-request", SectionSet.Rules, "Rules on requests.", Ruleset.HttpRequest),
        Rule("http-response", SectionSet.Rules, "Rules on responses of servers.", Ruleset.HttpResponse),
        Rule("http-after-response", SectionSet.Rules, "Rules on all responses, the engine's own included.", Ruleset.HttpAfterResponse),
        Row.Built("redirect", Both, Grammar.Free, "Redirects, once all http-request rules let the request pass.", RuleLines.BuildRedirect),
        Row.Built("use_backend", Client, Grammar.Free, "Chooses the backend: use_backend NAME [if CONDITION].", ConditionLines.BuildUseBackend),
        Row.Built("use-server", Server, Grammar.Free, "Chooses the server: use-server NAME if CONDITION.", ConditionLines.BuildUseServer),
        Row.Built("monitor fail", Client, Grammar.Free, "Lets monitor-uri answer 503 while a condition holds.", ConditionLines.BuildMonitorFail),
        Row.Built("force-persist", Server, Grammar.Free, "Keeps to the server of a cookie or table although it is down, if a condition holds.", static (p, c) => StickLines.BuildPersist(p, c, isForce: true)),
        Row.Built("ignore-persist", Server, Grammar.Free, "Keeps to no server, if a condition holds.", static (p, c) => StickLines.BuildPersist(p, c, isForce: false)),
        Known("force-be-switch", Client, "Takes a backend although it is disabled."),
    ];

    private static Keyword<ProxyBuilder> Rule(string name, SectionSet sections, string summary, Ruleset ruleset) =>
        Row.Built(name, sections, Grammar.Free, summary, (p, c) => RuleLines.Build(p, c, ruleset));

    private static Keyword<ProxyBuilder> Known(string name, SectionSet sections, string summary) =>
        Row.Built(name, sections, Grammar.Free, summary, ConditionLines.BuildKnown) with { Standing = Standing.Known };
}
