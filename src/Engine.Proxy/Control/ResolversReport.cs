using Engine.Proxy.Pages;
using Engine.Proxy.Resolving;

namespace Engine.Proxy.Control;

/// <summary><c>show resolvers</c>: what name servers were asked and answered. Resolving is done on the loop of the runtime API.</summary>
public static class ResolversReport
{
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

    private static void Write(TextPage page, Nameserver nameserver)
    {
        NameserverCounters counters = nameserver.Counters;
        page.Text(" nameserver ").Text(nameserver.Plan.Name).Line(":");
        Row(page, "sent:        ", counters.Sent);
        Row(page, "snd_error:   ", counters.SendErrors);
        Row(page, "valid:       ", counters.Valid);
        Row(page, "update:      ", counters.Updates);
        Row(page, "cname:       ", 0);
        Row(page, "cname_error: ", 0);
        Row(page, "any_err:     ", counters.Other);
        Row(page, "nx:          ", counters.NoName);
        Row(page, "timeout:     ", counters.Timeouts);
        Row(page, "refused:     ", counters.Refused);
        Row(page, "other:       ", counters.Other);
        Row(page, "invalid:     ", counters.Invalid);
        Row(page, "too_big:     ", 0);
        Row(page, "truncated:   ", counters.Truncated);
        Row(page, "outdated:    ", counters.Outdated);
    }

    private static void Row(TextPage page, string name, long value) => page.Text("  ").Text(name).Number(value).Raw((byte)'\n');
}
