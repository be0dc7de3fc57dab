using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Stages.Statistics;

namespace Engine.Stages.Commands;

/// <summary>Statistics of proxies and servers.</summary>
internal static class StatCommands
{
    private const int Everything = -1;

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("dump stats-file", "", "dump counters for a stats-file: of whatever has a guid", ControlLevel.Admin, static call => CounterFile.Write(call.Engine, call.Page)),
        new("show stat", "[desc|json|no-maint|typed|up]*", "report counters for each proxy and server", ControlLevel.User, ShowStat),
        new("clear counters", "[all]", "clear max statistics counters (or all counters)", ControlLevel.Operator, ClearCounters),
    ];

    /// <summary>MGT 9.3: show stat [domain proxy|resolvers] [{iid|proxy} type sid] [typed|json] [desc] [up|no-maint].</summary>
    private static IEnumerator<Slice>? ShowStat(CommandCall call)
    {
        StatFormat format = call.Has("typed") ? StatFormat.Typed : call.Has("json") ? StatFormat.Json : StatFormat.Csv;
        if (call[0] == "domain" && call[1] != "proxy")
        {
            if (call[1] != "resolvers")
            {
                return call.Refuse("Invalid statistics domain.");
            }

            ResolverListing.Write(call, format);
            return null;
        }

        return ShowProxies(call, format, call[0] == "domain" ? 2 : 0);
    }

    /// <param name="first">Where the words behind the domain begin.</param>
    private static IEnumerator<Slice>? ShowProxies(CommandCall call, StatFormat format, int first)
    {
        StatOptions options = new()
        {
            Format = format,
            Describes = call.Has("desc"),
            OnlyUp = call.Has("up"),
            NoMaintenance = call.Has("no-maint"),
            ShowsLegends = call.Session.Level >= ControlLevel.Operator,
        };
        if (call.TryInteger(first + 1, out long type) && call.TryInteger(first + 2, out long sid))
        {
            if (!call.TryInteger(first, out long iid) && !TryFind(call, call[first], out iid))
            {
                return call.Refuse("No such proxy.");
            }

            options = options with
            {
                ProxyId = iid == Everything ? null : (int)iid,
                Kinds = type == Everything ? StatKinds.All : (StatKinds)(type & (int)StatKinds.All),
                Sid = sid == Everything ? null : (int)sid,
            };
        }

        return StatListing.Write(call.Engine, call.Page, options);
    }

    private static bool TryFind(CommandCall call, string name, out long iid)
    {
        foreach (SectionPlan section in call.Plan.Sections)
        {
            if (section.Name == name)
            {
                iid = section.Id;
                return true;
            }
        }

        iid = 0;
        return false;
    }

    private static IEnumerator<Slice>? ClearCounters(CommandCall call)
    {
        bool all = call[0] == "all";
        if (all && !call.Allows(ControlLevel.Admin))
        {
            return null;
        }

        foreach (FrontendPlan frontend in call.Plan.Frontends)
        {
            Clear(frontend.State, all);
        }

        foreach (BackendPlan backend in call.Plan.Backends)
        {
            Clear(backend.State, all);
        }

        call.Engine.ConnectionLimit.ClearPeak();
        return null;
    }

    private static void Clear(FrontendState state, bool all)
    {
        if (all)
        {
            state.ClearAll();
        }
        else
        {
            state.ClearPeaks();
        }
    }

    private static void Clear(BackendState state, bool all)
    {
        foreach (ServerState server in state.Servers)
        {
            if (all)
            {
                server.ClearAll();
            }
            else
            {
                server.ClearPeaks();
            }
        }

        if (all)
        {
            state.ClearAll();
        }
        else
        {
            state.ClearPeaks();
        }
    }
}
