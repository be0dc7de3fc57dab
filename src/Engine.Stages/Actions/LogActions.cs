using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>The actions that shape the log line (CFG 4.4).</summary>
internal static class LogActions
{
    private static readonly Ruleset[] AnyContent = [Ruleset.TcpRequestContent, Ruleset.HttpRequest, Ruleset.HttpResponse, Ruleset.HttpAfterResponse];

    internal static IReadOnlyList<ActionRow> Rows =>
    [
        new("capture", AnyContent, "Keeps a value for the log line and for later rules.", CaptureAction.Create),
        new("set-log-level", [.. AnyContent, Ruleset.TcpResponseContent], "Sets the level of the log line, or has none written.", SetLogLevelAction.Create),
    ];
}
