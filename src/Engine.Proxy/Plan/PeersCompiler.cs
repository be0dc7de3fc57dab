using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Tables;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>Compiles peers sections, once all tables are there.</summary>
internal sealed class PeersCompiler(Configuration configuration, PlanNames names, TlsCompiler tls, LogCompiler logs, DiagnosticBag diagnostics)
{
    private readonly string _local = configuration.Global.LocalPeer ?? Environment.MachineName;

    internal IReadOnlyList<PeersPlan> Compile()
    {
        CheckReferences(configuration, names, diagnostics);
        List<PeersPlan> plans = [];
        foreach (PeersConfig section in configuration.Peers)
        {
            if (!section.Disabled && Compile(section) is { } plan)
            {
                plans.Add(plan with { Tables = TablesOf(section, names), Shards = section.Shards, Log = logs.Of(section) });
            }
        }

        return plans;
    }

    private PeersPlan? Compile(PeersConfig section)
    {
        List<PeersMemberPlan> others = [];
        PeersMemberConfig? self = null;
        foreach (PeersMemberConfig member in section.Members)
        {
            CheckShard(section, member);
            if (member.Name == _local)
            {
                self = member;
            }
            else if (member.Address is null)
            {
                diagnostics.Error(member.Where, 1, $"'{member.Name}' needs an address: this machine is called '{_local}'", "write it as: server NAME ADDRESS:PORT");
            }
            else if (Resolve(member.Address, member.Where, diagnostics) is { } endpoint)
            {
                others.Add(Compile(section, member, endpoint));
            }
        }

        if (self is null)
        {
            diagnostics.Warning(section.Where, 0, $"peers '{section.Name}' does not name this machine, which is called '{_local}': it shares nothing", $"add: peer {_local} ADDRESS:PORT, or say what it is called with 'localpeer' or -L");
            return null;
        }

        ListenerPlan? listen = ListenerOf(section, self);
        PeersMemberPlan? local = listen is null ? null : Compile(section, self, listen.Endpoint!) with { Shard = 0 };
        return new PeersPlan(section.Where, section.Name, _local, listen, local, others)
        {
            ListenWords = section.BindWords,
        };
    }

    private void CheckShard(PeersConfig section, PeersMemberConfig member)
    {
        if (member.Options.Shard > section.Shards)
        {
            diagnostics.Warning(member.Where, 0, $"there are {section.Shards} parts of the keys: '{member.Name}' gets all of them", "write 'shards NUMBER' in front, or a smaller number behind 'shard'");
        }
    }

    private PeersMemberPlan Compile(PeersConfig section, PeersMemberConfig member, SocketEndpoint endpoint)
    {
        ServerConfig options = member.Options;
        if (options.Source?.UseSource is { } use)
        {
            diagnostics.Error(use.Where, use.Word, "'usesrc' shows a client's address: there is none between machines that share tables", "remove it");
        }

        return new PeersMemberPlan(member.Name, endpoint)
        {
            Tls = tls.Compile(options, checks: false),
            Source = SourceCompiler.Compile(options.Source, address => Resolve(address, member.Where, diagnostics)),
            ConnectOptions = new ConnectOptions { Interface = options.Source?.Interface, TcpUserTimeoutMs = options.TcpUserTimeoutMs ?? 0, TcpFastOpen = options.TcpFastOpen, CongestionControl = options.CongestionControl },
            Shard = options.Shard > section.Shards ? 0 : options.Shard,
            Words = member.Words,
        };
    }

    /// <summary>Where a <c>bind</c> line says, else at the address of this machine's own line, with the options of <c>default-bind</c>.</summary>
    private ListenerPlan? ListenerOf(PeersConfig section, PeersMemberConfig self)
    {
        BindConfig? bind = section.Bind ?? section.DefaultBind;
        IReadOnlyList<AddressConfig> addresses = section.Bind?.Addresses ?? (self.Address is { } own ? [own] : []);
        if (addresses.Count == 0)
        {
            return null;
        }

        bind ??= new BindConfig { Where = self.Where, Addresses = addresses };
        ListenerPlan? listener = ListenerCompiler.Compile(bind, addresses, configuration.Global, diagnostics) is [{ Endpoint: not null } first] ? first : null;
        if (listener is null)
        {
            diagnostics.Error(bind.Where, 0, "other machines connect to an address", "write ADDRESS:PORT");
            return null;
        }

        return listener with { Options = listener.Options with { ReusePort = listener.Endpoint!.IsIP }, Tls = tls.Compile(bind) };
    }

    private static void CheckReferences(Configuration configuration, PlanNames names, DiagnosticBag diagnostics)
    {
        List<StickTableConfig> tables = [];
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.StickTable is { } table)
            {
                tables.Add(table);
            }
        }

        foreach (PeersConfig section in configuration.Peers)
        {
            tables.AddRange(section.Tables);
        }

        foreach (StickTableConfig table in tables)
        {
            if (table.Peers is { } name && Find(configuration, name) is null)
            {
                diagnostics.Error(table.Where, 0, $"there is no peers section '{name}'", $"declare it: peers {name}");
            }

            if (table.WriteTo is { } target && (!names.Tables.TryGetValue(target, out StickTableShared? copy) || copy.Plan.KeyBytes != names.Tables[table.Name].Plan.KeyBytes || copy.Plan.KeyType != table.KeyType))
            {
                diagnostics.Error(table.Where, 0, $"there is no stick-table '{target}' with keys like these", "name another table behind 'write-to'");
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
            case AddressFamily.Descriptor:
                error = "a machine that shares tables is reached at an address";
                break;
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
