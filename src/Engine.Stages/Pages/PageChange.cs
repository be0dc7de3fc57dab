using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Stages.Pages;

/// <summary>
/// A change asked for on the statistics page: <c>s=SERVER&amp;s=...&amp;action=ACTION&amp;b=BACKEND</c>, answered by a redirect to the page that
/// tells how it went. A browser that was led here by another site is refused: it would send the password along by itself.
/// </summary>
internal static class PageChange
{
    private const string Denied = "DENY", Done = "DONE", Nothing = "NONE", Part = "PART", Unknown = "UNKN", Invalid = "ERRP", TooLong = "EXCD";

    public static RuleVerdict Run(in SampleContext context, StatisticsPlan plan, PageRequest request, bool mayChange)
    {
        HeldBody body = context.Exchange.RequestContent;
        RuleVerdict wait = body.Await(int.MaxValue, plan.BodyTimeoutMs);
        if (wait.Kind != RuleVerdictKind.Continue)
        {
            return wait;
        }

        string outcome;
        if (!mayChange || IsFromElsewhere(context))
        {
            outcome = Denied;
        }
        else if (body.AnnouncedLength > body.Length || !body.TryRead(context.Scratch, out ReadOnlySpan<byte> content))
        {
            outcome = TooLong;
        }
        else
        {
            outcome = Apply(context, plan, content);
        }

        string flags = (request.OnlyUp ? ";up" : "") + (request.NoRefresh ? ";norefresh" : "") + (request.Scope.Length > 0 ? "?scope=" + Uri.EscapeDataString(request.Scope) : "");
        byte[] head = ByteText.ToBytes($"HTTP/1.1 303 See Other\r\nCache-Control: no-cache\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nLocation: {plan.Config.Uri};st={outcome}{flags}\r\n");
        return context.Exchange.Replies.TryMake(303, head, default, out Reply reply)
            ? RuleVerdict.Answer(reply, Termination.Local)
            : RuleVerdict.Overflow(context);
    }

    /// <summary>By what browsers say and pages cannot forge; tools that say nothing have to know the password anyway.</summary>
    private static bool IsFromElsewhere(in SampleContext context)
    {
        ReadOnlySpan<byte> site = ValueOf(context, "Sec-Fetch-Site"u8);
        if (!site.IsEmpty && !site.SequenceEqual("same-origin"u8) && !site.SequenceEqual("none"u8))
        {
            return true;
        }

        ReadOnlySpan<byte> origin = ValueOf(context, "Origin"u8);
        origin = origin.IsEmpty ? ValueOf(context, "Referer"u8) : origin;
        if (origin.IsEmpty)
        {
            return false;
        }

        int scheme = origin.IndexOf("://"u8);
        ReadOnlySpan<byte> host = scheme < 0 ? default : origin[(scheme + 3)..];
        int end = host.IndexOf((byte)'/');
        host = end < 0 ? host : host[..end];
        return !System.Text.Ascii.EqualsIgnoreCase(host, ValueOf(context, "Host"u8));
    }

    private static ReadOnlySpan<byte> ValueOf(in SampleContext context, ReadOnlySpan<byte> name)
    {
        int index = context.Request.IndexOf(name);
        return index < 0 ? default : context.Request.ValueOf(context.Request.Fields[index]);
    }

    private static string Apply(in SampleContext context, StatisticsPlan plan, ReadOnlySpan<byte> content)
    {
        string action = "";
        string backend = "";
        List<string> names = [];
        foreach (string pair in ByteText.FromBytes(content).TrimEnd('\r', '\n', '\0').Split('&'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            switch (equals < 0 ? pair : pair[..equals])
            {
                case "s":
                    names.Add(value);
                    break;
                case "action":
                    action = value;
                    break;
                case "b":
                    backend = value.TrimStart('#');
                    break;
            }
        }

        if (BackendOf(context.Place.Plan, backend) is not { } found || !new PageScope(plan, "").IsAllowed(found.Name))
        {
            return Invalid;
        }

        if (ServerActions.Find(action) is not { } row)
        {
            return action.Length == 0 ? Nothing : Invalid;
        }

        return Apply(context, found, row, names);
    }

    private static string Apply(in SampleContext context, BackendPlan backend, ServerAction row, List<string> names)
    {
        int done = 0;
        int failed = 0;
        foreach (string name in names)
        {
            ServerState? server = ServerOf(backend, name);
            if (server is not null && row.Apply(context.Place, server))
            {
                done++;
            }
            else
            {
                failed += server is null ? 1 : 0;
            }
        }

        return failed > 0 ? (done > 0 ? Part : Unknown) : done > 0 ? Done : Nothing;
    }

    private static BackendPlan? BackendOf(ProxyPlan plan, string name)
    {
        foreach (BackendPlan backend in plan.Backends)
        {
            if (backend.Name == name || backend.State.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == name)
            {
                return backend;
            }
        }

        return null;
    }

    private static ServerState? ServerOf(BackendPlan backend, string name)
    {
        foreach (ServerState server in backend.State.Servers)
        {
            if (server.Name == name)
            {
                return server;
            }
        }

        return null;
    }
}
