using System;
using System.Collections.Generic;
using System.Net;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Weir.Tools;

/// <summary>What is valid and yet hardly meant, whatever machine it runs on. Each finding is certain; where a doubt is left there is none.</summary>
internal static class Suspicions
{
    /// <param name="severity">What the findings are: warnings where they were asked for, else <see cref="Severity.Diagnostic"/>.</param>
    public static void Find(Configuration configuration, DiagnosticBag findings, Severity severity)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (!proxy.Disabled)
            {
                FindOpenStatistics(proxy, (findings, severity));
                FindSharedAddresses(proxy, (findings, severity));
                FindNeverMatching(proxy, (findings, severity));
                FindUnsentId(proxy, (findings, severity));
            }
        }
    }

    /// <summary>A page that tells all about the servers to whoever asks. Any rule that could refuse the request counts as protection.</summary>
    private static void FindOpenStatistics(ProxyConfig proxy, (DiagnosticBag Findings, Severity Severity) to)
    {
        bool isGuarded = proxy.Statistics is not { Users.Count: 0, Rules.Count: 0 } || proxy.Rules.Count > 0;
        if (isGuarded || proxy.Mode != ProxyMode.Http)
        {
            return;
        }

        foreach (BindConfig bind in proxy.Binds)
        {
            foreach (AddressConfig address in bind.Addresses)
            {
                if (IsPublic(address) && bind.Tls.Verify != TlsVerifyMode.Required)
                {
                    Add(to, proxy.Statistics!.Where, 0, $"the statistics of '{proxy.Name}' are shown to everybody who reaches line {bind.Where.Line}", "add 'stats auth USER:PASSWORD', or bind it to 127.0.0.1");
                    return;
                }
            }
        }
    }

    /// <summary>Same address and same way there: twice the load for one machine, and one failure takes both.</summary>
    private static void FindSharedAddresses(ProxyConfig proxy, (DiagnosticBag Findings, Severity Severity) to)
    {
        var byAddress = new Dictionary<(AddressFamily, string, int), ServerConfig>();
        foreach (ServerConfig server in proxy.Servers)
        {
            bool isPlain = server.Source is null && server.ProxyHeader is null && server.Resolution is null && !server.Disabled && !server.Address.PortOffset;
            bool isLiteral = server.Address.Family is AddressFamily.Unix or AddressFamily.Abstract || IPAddress.TryParse(server.Address.Host, out _);
            if (!isPlain || !isLiteral || server.Tls.Enabled || server.Where.Words[0].Text != "server")
            {
                continue;
            }

            if (!byAddress.TryAdd((server.Address.Family, server.Address.Host, server.Address.FirstPort), server))
            {
                ServerConfig other = byAddress[(server.Address.Family, server.Address.Host, server.Address.FirstPort)];
                Add(to, server.Where, 2, $"server '{server.Name}' has the address of server '{other.Name}' (line {other.Where.Line})", "correct one of them; for a larger share of the load write 'weight'");
            }
        }
    }

    /// <summary>A header for an id that nothing makes. Backends have it from their defaults, and frontends make the id.</summary>
    private static void FindUnsentId(ProxyConfig proxy, (DiagnosticBag Findings, Severity Severity) to)
    {
        if (proxy.HasFrontend && proxy.UniqueIdHeader is not null && proxy.UniqueIdFormat is null)
        {
            Add(to, proxy.Where, 0, $"'{proxy.Name}' has a 'unique-id-header' but no 'unique-id-format', so the header is not sent", "add 'unique-id-format', such as: unique-id-format %{+X}o\\ %ci:%cp_%fi:%fp_%Ts_%rt:%pid");
        }
    }

    private static void FindNeverMatching(ProxyConfig proxy, (DiagnosticBag Findings, Severity Severity) to)
    {
        foreach (RuleConfig rule in proxy.Rules)
        {
            Judge(rule.Where, rule.Condition, to);
        }

        UseBackendConfig? always = null;
        foreach (UseBackendConfig use in proxy.UseBackends)
        {
            if (always is not null)
            {
                Add(to, use.Where, 0, $"this rule is never reached: line {always.Where.Line} takes every request", "put a condition on that line, or move it behind the others");
                break;
            }

            Judge(use.Where, use.Condition, to);
            always = use is { Condition: null, NameFormat: null } ? use : null;
        }

        foreach (UseServerConfig use in proxy.UseServers)
        {
            Judge(use.Where, use.Condition, to);
        }
    }

    private static void Judge(Statement at, ConditionNode? condition, (DiagnosticBag Findings, Severity Severity) to)
    {
        if (condition is not null && Constancy.Of(condition) is { Value: false } reason)
        {
            Add(to, at, 0, $"this rule never matches: {reason.Text}", reason.Fix);
        }
    }

    private static bool IsPublic(AddressConfig address)
    {
        if (address.Family is AddressFamily.Unix or AddressFamily.Abstract or AddressFamily.Descriptor)
        {
            return false;
        }

        if (!IPAddress.TryParse(address.Host, out IPAddress? ip))
        {
            return address.Host is "" or "*";
        }

        byte[] bytes = ip.GetAddressBytes();
        bool isPrivate = bytes.Length == 4
            ? bytes[0] is 10 or 127 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
            : ip.Equals(IPAddress.IPv6Loopback) || ip.IsIPv6LinkLocal || (bytes[0] & 0xFE) == 0xFC;
        return !isPrivate;
    }

    private static void Add((DiagnosticBag Findings, Severity Severity) to, Statement at, int word, string message, string? fix)
    {
        int shown = Math.Min(word, at.Words.Count - 1);
        to.Findings.Add(new Diagnostic(to.Severity, at.SpanOf(shown), at.Raw, message, fix));
    }
}
