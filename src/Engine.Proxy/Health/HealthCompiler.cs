using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>Compiles what servers and sections say about health.</summary>
internal sealed class HealthCompiler(Configuration configuration, StageCatalog stages, ExpressionCompiler expressions)
{
    private const int InterMs = 2000;

    private readonly List<(ServerState Server, ServerConfig Config, ProxyConfig Proxy)> _tracking = [];
    private readonly Dictionary<ServerState, HealthPlan> _plans = [];
    private readonly Dictionary<ServerState, ServerState> _tracked = [];
    private readonly Dictionary<ProxyConfig, CheckScript?> _scripts = [];

    private DiagnosticBag Diagnostics => expressions.Diagnostics;

    /// <param name="resolve">Resolves an address of the server's line; null after it has reported an error.</param>
    internal HealthPlan Compile(ServerConfig server, ProxyConfig proxy, SocketEndpoint endpoint, Func<AddressConfig, SocketEndpoint?> resolve)
    {
        ServerHealthConfig config = server.Health;
        Review(server, proxy);
        CheckPlan? check = config.Check && config.Track is null && ScriptOf(proxy) is { } script
            ? PlanOf(config, proxy, script, config.Address is null ? null : AddressOf(config.Address, endpoint, resolve))
            : null;
        return new HealthPlan
        {
            Check = check,
            Agent = config.Agent && config.AgentPort is not null ? AgentOf(config, proxy, endpoint, resolve) : null,
            Rise = config.Rise ?? HealthPlan.None.Rise,
            Fall = config.Fall ?? HealthPlan.None.Fall,
            InitialState = config.InitialState,
            Observe = config.Observe,
            ErrorLimit = config.ErrorLimit,
            OnError = config.OnError,
            EndsSessionsWhenDown = config.EndsSessionsWhenDown,
            EndsBackupSessionsWhenUp = config.EndsBackupSessionsWhenUp,
            SlowStartMs = config.SlowStartMs,
            LogsChecks = proxy.Options.GetValueOrDefault("log-health-checks"),
            StopsOn404 = proxy.Options.GetValueOrDefault("check-404-stops"),
        };
    }

    /// <summary>Address and port of a listen section's first address; null = none.</summary>
    internal static (string Address, string Port)? ExternalOf(ProxyConfig proxy)
    {
        if (proxy.Binds.Count == 0 || proxy.Binds[0].Addresses.Count == 0)
        {
            return null;
        }

        AddressConfig address = proxy.Binds[0].Addresses[0];
        bool isIP = address.Family is AddressFamily.Any or AddressFamily.IPv4 or AddressFamily.IPv6;
        return (address.Host is "" or "*" ? "0.0.0.0" : address.Host, isIP ? address.FirstPort.ToString(CultureInfo.InvariantCulture) : "NOT_USED");
    }

    /// <summary>True when a connect line of the section's script has <c>ssl</c>.</summary>
    internal static bool SpeaksTls(ProxyConfig proxy)
    {
        foreach (CheckLineConfig line in (IEnumerable<CheckLineConfig>)[.. proxy.Health.HttpLines, .. proxy.Health.TcpLines])
        {
            for (int i = line.FirstArgument; line.Action == "connect" && i < line.Where.Words.Count; i++)
            {
                if (line.Where.Words[i].Text == "ssl")
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>CFG 4.2 load-server-state-from-file; null = none.</summary>
    internal static string? StateFileOf(ProxyConfig proxy, GlobalConfig global)
    {
        string? name = proxy.Health.StateSource switch
        {
            StateSource.Global => global.StateFile,
            StateSource.Local => string.IsNullOrEmpty(proxy.Health.StateFileName) ? proxy.Name : proxy.Health.StateFileName,
            _ => null,
        };
        return name is null || Path.IsPathRooted(name) || global.StateBase is null ? name : Path.Combine(global.StateBase, name);
    }

    /// <summary>Remembers a server that tracks another, which may be declared later.</summary>
    internal void Add(ServerState server, HealthPlan plan, ServerConfig config, ProxyConfig proxy)
    {
        _plans[server] = plan;
        if (config.Health.Track is not null)
        {
            _tracking.Add((server, config, proxy));
        }
    }

    /// <summary>Once all servers exist.</summary>
    internal void Finish(PlanNames names, PlanChanges changes)
    {
        foreach ((ServerState server, ServerConfig config, ProxyConfig proxy) in _tracking)
        {
            string target = config.Health.Track!;
            int slash = target.IndexOf('/', StringComparison.Ordinal);
            string backend = slash < 0 ? proxy.Name : target[..slash];
            ServerState? tracked = Find(names, backend, target[(slash + 1)..]);
            if (tracked is null || tracked == server)
            {
                Diagnostics.Error(config.Where, 0, tracked is null ? $"'track {target}': there is no such server" : $"server '{config.Name}' cannot track itself", "write the name of a checked server as BACKEND/SERVER");
                continue;
            }

            _tracked[server] = tracked;
            changes.Add(() => server.Health.Track(tracked.Health));
        }

        foreach ((ServerState server, ServerConfig config, _) in _tracking)
        {
            ReviewChain(server, config);
        }
    }

    private CheckPlan? AgentOf(ServerHealthConfig config, ProxyConfig proxy, SocketEndpoint endpoint, Func<AddressConfig, SocketEndpoint?> resolve)
    {
        if (stages.CheckOf("agent") is not { } row)
        {
            return null;
        }

        AddressConfig? address = config.AgentAddress ?? config.Address;
        SocketEndpoint at = (address is null ? null : resolve(address)) ?? endpoint;
        CheckArguments arguments = new(new CheckKindConfig(proxy.Where, "agent", proxy.Where.Words.Count), proxy, configuration.Global, expressions) { AgentSend = config.AgentSend };
        if (row.Create(arguments) is not { } script)
        {
            return null;
        }

        int interMs = config.AgentInterMs ?? config.InterMs ?? InterMs;
        return new CheckPlan
        {
            Script = script,
            Endpoint = at,
            IsAddressWritten = address is not null,
            Port = config.AgentPort ?? 0,
            InterMs = interMs,
            FastInterMs = interMs,
            DownInterMs = interMs,
            ConnectTimeoutMs = proxy.Timeouts.ConnectMs ?? 0,
            CheckTimeoutMs = proxy.Timeouts.CheckMs ?? 0,
        };
    }

    private static CheckPlan PlanOf(ServerHealthConfig config, ProxyConfig proxy, CheckScript script, SocketEndpoint? endpoint)
    {
        int interMs = config.InterMs ?? InterMs;
        return new CheckPlan
        {
            Script = script,
            Endpoint = endpoint,
            IsAddressWritten = config.Address is not null,
            Port = config.Port ?? 0,
            InterMs = interMs,
            FastInterMs = config.FastInterMs ?? interMs,
            DownInterMs = config.DownInterMs ?? interMs,
            ConnectTimeoutMs = proxy.Timeouts.ConnectMs ?? 0,
            CheckTimeoutMs = proxy.Timeouts.CheckMs ?? 0,
            SendsProxy = config.SendProxy,
        };
    }

    /// <summary>The backend's script; null after an error.</summary>
    private CheckScript? ScriptOf(ProxyConfig proxy)
    {
        if (_scripts.TryGetValue(proxy, out CheckScript? script))
        {
            return script;
        }

        script = CheckScript.ConnectOnly;
        if (proxy.Health.Kind is { } kind)
        {
            script = stages.CheckOf(kind.Name)?.Create(new CheckArguments(kind, proxy, configuration.Global, expressions));
            if (stages.CheckOf(kind.Name) is null)
            {
                Diagnostics.Error(kind.Where, 1, $"checks of the kind '{kind.Name}' are not built into this binary");
            }
        }

        _scripts[proxy] = script;
        return script;
    }

    /// <summary><c>addr</c>, which may have a port or leave the server's.</summary>
    private static SocketEndpoint? AddressOf(AddressConfig address, SocketEndpoint server, Func<AddressConfig, SocketEndpoint?> resolve)
    {
        SocketEndpoint? endpoint = resolve(address);
        return endpoint is { IsIP: true, Port: 0 } && server.IsIP ? endpoint.WithPort(server.Port) : endpoint;
    }

    /// <summary>What does not fit together on one line.</summary>
    private void Review(ServerConfig server, ProxyConfig proxy)
    {
        ServerHealthConfig config = server.Health;
        if (config.Check && config.Track is not null)
        {
            Diagnostics.Error(server.Where, 0, $"server '{server.Name}' cannot both be checked and track another", "remove 'check' or 'track'");
        }

        if (config.Agent && config.AgentPort is null)
        {
            Diagnostics.Error(server.Where, 0, $"server '{server.Name}': 'agent-check' needs the agent's port", "add: agent-port PORT");
        }

        bool isLocal = server.Address.Family is AddressFamily.Unix or AddressFamily.Abstract;
        bool hasPort = isLocal || config.Port is not null || config.Address is { FirstPort: > 0 } || server.Address is { FirstPort: > 0, PortOffset: false };
        if (config.Check && !hasPort && !IsPlacedLater(server) && !ConnectsElsewhere(proxy))
        {
            Diagnostics.Error(server.Where, 0, $"server '{server.Name}' has no port that could be checked", "write one: port PORT");
        }

        if (config.Observe != ObservedLayer.None && !config.Check)
        {
            Diagnostics.Warning(server.Where, 0, $"server '{server.Name}': 'observe' changes nothing without 'check'", "add 'check', which brings the server back");
        }

        if (config.Observe == ObservedLayer.Layer7 && proxy.Mode != ProxyMode.Http)
        {
            Diagnostics.Error(server.Where, 0, $"server '{server.Name}': 'observe layer7' needs HTTP, and '{proxy.Name}' is in mode tcp", "write 'mode http', or 'observe layer4'");
        }
    }

    /// <summary>Service records give the port along with the address, and an address of zeros is none yet.</summary>
    private static bool IsPlacedLater(ServerConfig server) => ServerCompiler.IsService(server) || server.Address.Host is "0.0.0.0" or "::";

    /// <summary>True when every connection of the section's script names its own port.</summary>
    private static bool ConnectsElsewhere(ProxyConfig proxy)
    {
        bool found = false;
        foreach (CheckLineConfig line in (IEnumerable<CheckLineConfig>)[.. proxy.Health.HttpLines, .. proxy.Health.TcpLines])
        {
            found |= line.Action == "connect";
        }

        return found;
    }

    /// <summary>Whoever is tracked must lead to a check, and not in a circle.</summary>
    private void ReviewChain(ServerState server, ServerConfig config)
    {
        ServerState? at = _tracked.GetValueOrDefault(server);
        for (int steps = 0; at is not null; steps++)
        {
            if (at == server || steps > _tracking.Count)
            {
                Diagnostics.Error(config.Where, 0, $"server '{config.Name}' tracks itself in a circle", "let one of them be checked instead");
                return;
            }

            ServerState? next = _tracked.GetValueOrDefault(at);
            if (next is null && _plans[at] is { Check: null, Agent: null })
            {
                Diagnostics.Error(config.Where, 0, $"server '{config.Name}' tracks '{at.Backend.Name}/{at.Name}', which is not checked", "add 'check' to that server");
                return;
            }

            at = next;
        }
    }

    private static ServerState? Find(PlanNames names, string backend, string name)
    {
        foreach (ServerState server in names.Backends.ContainsKey(backend) ? names.ServersOf(backend) : [])
        {
            if (server.Name == name)
            {
                return server;
            }
        }

        return null;
    }
}
