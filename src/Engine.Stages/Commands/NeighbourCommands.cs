using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>Machines beside this one: those that share its tables, and those that it asks for names.</summary>
internal static class NeighbourCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show peers", "[<peers section>]", "dump some information about all the peers or this peers section", ControlLevel.Operator, ShowPeers),
        new("show resolvers", "[id]", "dumps counters from all resolvers section and associated name servers", ControlLevel.User, ShowResolvers),
    ];

    private static IEnumerator<Slice>? ShowPeers(CommandCall call)
    {
        // "dict" asks for what the connections remember of server names; that is short-lived here and not shown.
        string name = call[0] == "dict" ? call[1] : call[0];
        return PeersReport.TryWrite(call, name) ? null : call.Refuse("No such peers");
    }

    private static IEnumerator<Slice>? ShowResolvers(CommandCall call) =>
        ResolversReport.TryWrite(call, call[0]) ? null : call.Refuse("Can't find that resolvers section");
}
