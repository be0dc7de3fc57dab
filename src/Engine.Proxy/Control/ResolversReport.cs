using System.Collections.Generic;
using Engine.Proxy.Pages;
using Engine.Proxy.Resolving;

namespace Engine.Proxy.Control;

/// <summary><c>show resolvers</c>: what name servers were asked and answered. Resolving is done on the loop of the runtime API.</summary>
public static class ResolversReport
{
    /// <summary>"cname_error: ": the width of the names in a listing.</summary>
    private const int NameWidth = 13;

    /// <summary>Of all sections, in the order of the configuration.</summary>
    public static IEnumerable<ResolverFigures> All(CommandCall call)
    {
        foreach (Resolver resolver in call.Plan.Resolving?.All ?? [])
        {
            foreach (Nameserver nameserver in resolver.Nameservers)
            {
                yield return new ResolverFigures(resolver.Plan.Name, nameserver.Plan.Name, Of(nameserver.Counters));
            }
        }
    }

    /// <summary>Writes all sections, or the one of a name. False when there is none of that name.</summary>
    public static bool TryWrite(CommandCall call, string name)
    {
        bool found = false;
        foreach (Resolver resolver in call.Plan.Resolving?.All ?? [])
        {
            if (name.Length > 0 && resolver.Plan.Name != name)
            {
                continue;
            }

            found = true;
            call.Page.Text("Resolvers section ").Line(resolver.Plan.Name);
            foreach (Nameserver nameserver in resolver.Nameservers)
            {
                Write(call.Page, nameserver);
            }
        }

        return found || name.Length == 0;
    }

    private static (string Name, long Count)[] Of(NameserverCounters counters) =>
    [
        ("sent", counters.Sent),
        ("send_error", counters.SendErrors),
        ("valid", counters.Valid),
        ("update", counters.Updates),
        ("cname", 0),
        ("cname_error", 0),
        ("any_err", counters.Other),
        ("nx", counters.NoName),
        ("timeout", counters.Timeouts),
        ("refused", counters.Refused),
        ("other", counters.Other),
        ("invalid", counters.Invalid),
        ("too_big", 0),
        ("truncated", counters.Truncated),
        ("outdated", counters.Outdated),
    ];

    private static void Write(TextPage page, Nameserver nameserver)
    {
        page.Text(" nameserver ").Text(nameserver.Plan.Name).Line(":");
        foreach ((string name, long count) in Of(nameserver.Counters))
        {
            // This listing abbreviates one of them, as HAProxy's does.
            string shown = name == "send_error" ? "snd_error" : name;
            page.Text("  ").Text((shown + ":").PadRight(NameWidth)).Number(count).Raw((byte)'\n');
        }
    }
}
