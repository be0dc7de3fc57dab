using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>The actions on connections and on how an exchange goes on (CFG 4.3): those of <c>tcp-request</c> and <c>tcp-response</c>, and what HTTP shares with them.</summary>
internal static class ConnectionActions
{
    private static readonly Ruleset[] TcpRequests = [Ruleset.TcpRequestConnection, Ruleset.TcpRequestSession, Ruleset.TcpRequestContent];
    private static readonly Ruleset[] Requests = [.. TcpRequests, Ruleset.HttpRequest];
    private static readonly Ruleset[] Contents = [Ruleset.TcpRequestContent, Ruleset.HttpRequest];
    private static readonly Ruleset[] All = [.. Requests, Ruleset.TcpResponseContent, Ruleset.HttpResponse];

    internal static IReadOnlyList<ActionRow> Rows =>
    [
        new("accept", [.. TcpRequests, Ruleset.TcpResponseContent], "Lets it pass: no further rule of this kind and section is read.", AcceptAction.Create),
        new("close", [Ruleset.TcpResponseContent], "Closes the connection to the server once what it has said is passed on.", CloseServerAction.Create),
        new("do-resolve", Contents, "Sets a variable to the address of a host.", DoResolveAction.Create),
        new("expect-proxy", [Ruleset.TcpRequestConnection], "The connection begins with a PROXY header.", ExpectProxyAction.Create),
        new("pause", [Ruleset.HttpRequest, Ruleset.HttpResponse], "Waits for a time before the next rule is read.", PauseAction.Create),
        new("reject", [.. Requests, Ruleset.TcpResponseContent], "Closes the client's connection without an answer.", RejectAction.Create),
        new("set-bandwidth-limit", [.. Contents, Ruleset.TcpResponseContent, Ruleset.HttpResponse], "Limits how fast the exchange goes.", BandwidthAction.Create),
        new("set-bc-mark", Contents, "Sets the netfilter mark of what is sent to the server.", SocketMarkAction.CreateMark),
        new("set-bc-tos", Contents, "Sets the DS field of what is sent to the server.", SocketMarkAction.CreateTrafficClass),
        new("set-dst", Requests, "Sets the address the client is said to have connected to.", SetAddressAction.CreateDestination),
        new("set-dst-port", Requests, "Sets the port the client is said to have connected to.", SetAddressAction.CreateDestinationPort),
        new("set-fc-mark", All, "Marks what is sent to the client for netfilter and routing.", SocketMarkAction.CreateMark),
        new("set-fc-tos", All, "Sets the DS field of what is sent to the client.", SocketMarkAction.CreateTrafficClass),
        new("set-mark", All, "The older name of set-fc-mark.", SocketMarkAction.CreateMark),
        new("set-nice", [Ruleset.TcpRequestContent, Ruleset.TcpResponseContent], "Accepted and without effect: all connections of a loop are served in turn.", NothingAction.CreateSetNice),
        new("set-priority-class", Contents, "Sets the class by which exchanges that wait for a server are ordered.", SetPriorityAction.CreateClass),
        new("set-priority-offset", Contents, "Moves the time of arrival by which exchanges that wait for a server are ordered.", SetPriorityAction.CreateOffset),
        new("set-src", Requests, "Sets the address the client is said to have.", SetAddressAction.CreateSource),
        new("set-src-port", Requests, "Sets the port the client is said to have.", SetAddressAction.CreateSourcePort),
        new("set-tos", All, "The older name of set-fc-tos.", SocketMarkAction.CreateTrafficClass),
        new("silent-drop", All, "Forgets the client's connection: it is told nothing, not even that it was closed.", SilentDropAction.Create),
    ];
}
