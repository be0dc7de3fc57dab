using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>Compiles peers sections, once all tables are there.</summary>
internal static class PeersCompiler
{
    internal static IReadOnlyList<PeersPlan> Compile(Configuration configuration, PlanNames names, DiagnosticBag diagnostics)
    {
        CheckReferences(configuration, diagnostics);
        List<PeersPlan> plans = [];
        string local = configuration.Global.LocalPeer ?? Environment.MachineName;
        foreach (PeersConfig section in configuration.Peers)
        {
            if (!section.Disabled && Compile(section, local, diagnostics) is { } plan)
            {
                plans.Add(plan with { Tables = TablesOf(section, names) });
            }
        }

        return plans;
    }

    private static PeersPlan? Compile(PeersConfig section, string local, DiagnosticBag diagnostics)
    {
        SocketEndpoint? listen = section.Bind is { } bind ? Resolve(bind.Addresses[0], bind.Where, diagnostics) : null;
        List<PeersMemberPlan> others = [];
        bool knowsItself = false;
        foreach (PeersMemberConfig member in section.Members)
        {
            SocketEndpoint? endpoint = member.Address is { } address ? Resolve(address, member.Where, diagnostics) : null;
            if (member.Name == local)
            {
                knowsItself = true;
                listen ??= endpoint;
            }
            else if (endpoint is not null)
            {
                others.Add(new PeersMemberPlan(member.Name, endpoint));
            }
            else if (member.Address is null)
            {
                diagnostics.Error(member.Where, 1, $"'{member.Name}' needs an address: this machine is called '{local}'", "write it as: server NAME ADDRESS:PORT");
            }
        }

        if (!knowsItself)
        {
            diagnostics.Warning(section.Where, 0, $"peers '{section.Name}' does not name this machine, which is called '{local}': it shares nothing", $"add: peer {local} ADDRESS:PORT, or say what it is called with 'localpeer' or -L");
            return null;
        }

        return new PeersPlan(section.Where, section.Name, local, listen, others);
    }

    private static void CheckReferences(Configuration configuration, DiagnosticBag diagnostics)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.StickTable is { Peers: { } name } table && Find(configuration, name) is null)
            {
                diagnostics.Error(table.Where, 0, $"there is no peers section '{name}'", $"declare it: peers {name}");
            }
        }
    }

    private static PeersConfig? Find(Configuration configuration, string name)
    {
        foreach (PeersConfig section in configuration.Peers)
        {
            if (section.Name == name)
            {
                return section;
            }
        }

        return null;
    }

    private static List<StickTableShared> TablesOf(PeersConfig section, PlanNames names)
    {
        List<StickTableShared> tables = [];
        foreach (StickTableShared table in names.Tables.Values)
        {
            if (table.Plan.Peers == section.Name)
            {
                tables.Add(table);
            }
        }

        return tables;
    }

    private static SocketEndpoint? Resolve(AddressConfig address, Statement where, DiagnosticBag diagnostics)
    {
        string? error;
        switch (address.Family)
        {
            case AddressFamily.Unix when SocketEndpoint.TryFromUnixPath(address.Host, out SocketEndpoint? path, out error):
            case AddressFamily.Abstract when SocketEndpoint.TryFromAbstract(address.Host, padded: true, out path, out error):
                return path;
            case AddressFamily.Unix:
                SocketEndpoint.TryFromUnixPath(address.Host, out _, out error);
                break;
            case AddressFamily.Abstract:
                SocketEndpoint.TryFromAbstract(address.Host, padded: true, out _, out error);
                break;
            default:
                SocketFamily family = address.Family == AddressFamily.IPv4 ? SocketFamily.IPv4 : address.Family == AddressFamily.IPv6 ? SocketFamily.IPv6 : SocketFamily.Unspecified;
                if (EndpointResolver.TryResolve(address.Host, address.FirstPort, family, out IReadOnlyList<SocketEndpoint>? endpoints, out error))
                {
                    return endpoints[0];
                }

                break;
        }

        diagnostics.Error(where, Math.Min(2, where.Words.Count - 1), error ?? "this address cannot be used here");
        return null;
    }
}
