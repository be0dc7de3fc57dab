using Engine.Config.Model;
using Engine.Proxy.Stages;
using Engine.Stages.Actions;
using Engine.Stages.Balancers;
using Engine.Stages.Converters;
using Engine.Stages.Fetches;
using Engine.Stages.Logs;
using Engine.Stages.Matchers;

namespace Engine.Stages;

/// <summary>The tables of all parts in this project: a new one is its own file and one row here, or in the table of its family.</summary>
public static class BuiltInStages
{
    private static readonly Ruleset[] Requests = [Ruleset.HttpRequest];
    private static readonly Ruleset[] Messages = [Ruleset.HttpRequest, Ruleset.HttpResponse];
    private static readonly Ruleset[] AnyHttp = [Ruleset.HttpRequest, Ruleset.HttpResponse, Ruleset.HttpAfterResponse];
    private static readonly Ruleset[] AnyContent = [Ruleset.TcpRequestContent, .. AnyHttp];

    public static StageCatalog Catalog { get; } = new()
    {
        DefaultBalancer = "roundrobin",
        Balancers =
        [
            new("roundrobin", "Servers in turn, in proportion to their weights.", RoundRobin.Create),
        ],
        Actions =
        [
            new("add-acl", Messages, "Adds a pattern to a list, unless it is there.", EditPatternsAction.CreateAdd),
            new("add-header", AnyHttp, "Adds a header field at the end.", SetHeaderAction.CreateAdd),
            new("allow", Requests, "Accepts the request: no further http-request rule of this section is read.", AllowAction.Create),
            new("capture", AnyContent, "Keeps a value for the log line and for later rules.", CaptureAction.Create),
            new("del-acl", Messages, "Removes a pattern from a list.", EditPatternsAction.CreateRemove),
            new("del-map", Messages, "Removes a key from a map.", EditPatternsAction.CreateRemove),
            new("deny", Requests, "Refuses the request with an error page, 403 unless another status is given.", DenyAction.Create),
            new("redirect", Requests, "Sends the client to another place.", RedirectAction.Create),
            new("return", Requests, "Answers with a fixed response; no server is asked.", ReturnAction.Create),
            new("set-header", AnyHttp, "Sets a header field in place of all of its name.", SetHeaderAction.CreateSet),
            new("set-log-level", [.. AnyContent, Ruleset.TcpResponseContent], "Sets the level of the log line, or has none written.", SetLogLevelAction.Create),
            new("set-map", Messages, "Gives a key of a map its value.", EditPatternsAction.CreateSet),
            new("wait-for-body", Messages, "Waits for the body, or for so much of it as has room.", WaitForBodyAction.Create),
        ],
        Fetches = [.. AclFetches.Rows, .. CaptureFetches.Rows, .. ConnectionFetches.Rows, .. HttpFetches.Rows],
        Converters = [.. CaptureConverters.Rows, .. MapConverters.Rows, .. TextConverters.Rows],
        LogAliases = [.. PlaceAliases.Rows, .. TimeAliases.Rows, .. RequestAliases.Rows, .. CaptureAliases.Rows, .. CounterAliases.Rows],
        LogFormats = LogFormats.All,
        Matchers = MatcherTable.Rows,
    };
}
