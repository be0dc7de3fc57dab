using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>The actions on HTTP messages (CFG 4.4).</summary>
internal static class HttpActions
{
    private static readonly Ruleset[] Requests = [Ruleset.HttpRequest];
    private static readonly Ruleset[] Messages = [Ruleset.HttpRequest, Ruleset.HttpResponse];
    private static readonly Ruleset[] Responses = [Ruleset.HttpResponse, Ruleset.HttpAfterResponse];
    private static readonly Ruleset[] All = [Ruleset.HttpRequest, Ruleset.HttpResponse, Ruleset.HttpAfterResponse];

    internal static IReadOnlyList<ActionRow> Rows =>
    [
        new("add-header", All, "Adds a header field at the end.", SetHeaderAction.CreateAdd),
        new("allow", All, "Lets the message pass: no further rule of this kind and section is read.", AllowAction.Create),
        new("auth", Requests, "Asks for a user name and password.", AuthAction.Create),
        new("cache-store", [Ruleset.HttpResponse], "Keeps the response in a cache.", CacheAction.CreateStore),
        new("cache-use", Requests, "Answers from a cache, where that has the response.", CacheAction.CreateUse),
        new("del-header", All, "Removes the header fields of a name, or whose names match (-m).", DelHeaderAction.Create),
        new("deny", Messages, "Refuses a request with 403, a response with 502, unless another status or reply is given.", DenyAction.Create),
        new("early-hint", Requests, "Sends a header field in a 103 response ahead of the final one.", EarlyHintAction.Create),
        new("normalize-uri", Requests, "Brings a part of the target into its normal form.", NormalizeUriAction.Create),
        new("redirect", Messages, "Sends the client to another place.", RedirectAction.Create),
        new("replace-header", All, "Replaces the values of a header field that match a regular expression.", ReplaceHeaderAction.CreateHeader),
        new("replace-path", Requests, "Replaces a path that matches a regular expression.", ReplaceTargetAction.CreatePath),
        new("replace-pathq", Requests, "Replaces a path with its query that match a regular expression.", ReplaceTargetAction.CreatePathAndQuery),
        new("replace-uri", Requests, "Replaces a target that matches a regular expression.", ReplaceTargetAction.CreateUri),
        new("replace-value", All, "Replaces the members of a header's lists that match a regular expression.", ReplaceHeaderAction.CreateValue),
        new("return", Messages, "Answers by itself; no server is asked, or its response is dropped.", ReturnAction.Create),
        new("set-header", All, "Sets a header field in place of all of its name.", SetHeaderAction.CreateSet),
        new("set-method", Requests, "Sets the method.", SetMethodAction.Create),
        new("disable-l7-retry", Requests, "Does not send the request again once a server may have had it.", DisableRetryAction.Create),
        new("set-nice", Messages, "Accepted and without effect: all connections of a loop are served in turn.", NothingAction.CreateSetNice),
        new("set-path", Requests, "Sets the path; the query stays.", SetTargetAction.CreatePath),
        new("set-pathq", Requests, "Sets path and query.", SetTargetAction.CreatePathAndQuery),
        new("set-query", Requests, "Sets the query; the path stays.", SetTargetAction.CreateQuery),
        new("set-status", Responses, "Sets status and reason.", SetStatusAction.Create),
        new("set-timeout", Messages, "Sets a timeout for this exchange alone.", SetTimeoutAction.Create),
        new("set-uri", Requests, "Sets the whole target, and Host with it where it names one.", SetTargetAction.CreateUri),
        new("strict-mode", All, "Whether a rule that cannot make its edit ends the exchange (on unless written) or is passed over.", StrictModeAction.Create),
        new("tarpit", Requests, "Holds the client for a while, then refuses with 500.", TarpitAction.Create),
        new("use-service", Requests, "Answers by one of the engine's own services, such as prometheus-exporter.", UseServiceAction.Create),
        new("wait-for-body", Messages, "Waits for the body, or for so much of it as has room.", WaitForBodyAction.Create),
        new("wait-for-handshake", Requests, "Accepted and without effect: requests are read when handshakes are done.", NothingAction.CreateWaitForHandshake),
    ];
}
