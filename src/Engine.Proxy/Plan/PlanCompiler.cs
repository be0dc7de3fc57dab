using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Compression;
using Engine.Proxy.Conditions;
using Engine.Proxy.Control;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Engine.Proxy.State;
using Engine.Proxy.Tls;
using Engine.Proxy.Users;

namespace Engine.Proxy.Plan;

/// <summary>
/// Turns what the operator wrote into what the loops read: names become references, texts become bytes, stages are made.
/// Everything wrong is reported; a plan comes out only when nothing was.
/// </summary>
public sealed class PlanCompiler
{
    private readonly Configuration _configuration;
    private readonly StageCatalog _stages;
    private readonly DiagnosticBag _diagnostics;
    private readonly TlsCompiler _tls;
    private readonly ServerCompiler _servers;
    private readonly HealthCompiler _health;
    private readonly ProxyPlan? _previous;
    private readonly PlanNames _names;
    private readonly PlanChanges _changes = new();
    private readonly ExpressionCompiler _expressions;
    private readonly RuleCompiler _rules;
    private readonly LogCompiler _logs;
    private readonly CompressionCompiler _compression;
    private readonly MailCompiler _mail;
    private ConnectionLimitShared? _connections;
    private FieldCaseMap? _cases;
    private readonly Dictionary<string, BackendPlan> _backends = new(StringComparer.Ordinal);

    private PlanCompiler(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics, ProxyPlan? previous)
    {
        _previous = previous;
        _names = new PlanNames(previous?.Names);
        _configuration = configuration;
        _stages = stages;
        _diagnostics = diagnostics;
        _tls = new TlsCompiler(configuration.Global.Tls, configuration.Expressions, previous?.Tls);
        _expressions = new ExpressionCompiler(stages, configuration.Expressions, _names);
        _health = new HealthCompiler(configuration, stages, _expressions);
        _servers = new ServerCompiler(configuration, _tls, diagnostics, _health);
        _rules = new RuleCompiler(stages, _expressions);
        _compression = new CompressionCompiler(configuration, stages, diagnostics);
        _mail = new MailCompiler(configuration.Mailers, diagnostics);
        _logs = new LogCompiler(configuration, stages, _expressions, _names, previous?.Logs ?? LogsPlan.None);
    }

    /// <summary>Null when the configuration cannot be served; <paramref name="diagnostics"/> says why. Host names are resolved here.</summary>
    /// <param name="previous">The plan in use that this one may replace: identities of the same name go on. Nothing changes before <see cref="ProxyPlan.Activate"/>.</param>
    public static ProxyPlan? Compile(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics, ProxyPlan? previous = null)
    {
        ProxyPlan? plan = new PlanCompiler(configuration, stages, diagnostics, previous).Compile();
        if (previous is null)
        {
            plan?.Activate();
        }

        return plan;
    }

    private ProxyPlan? Compile()
    {
        int errors = _diagnostics.Errors;
        _tls.LoadStores();
        NameAll();
        _health.Finish(_names, _changes);
        List<BackendPlan> backends = [];
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            _expressions.Proxy = proxy;
            if (proxy.HasBackend && CompileBackend(proxy) is { } backend)
            {
                backends.Add(backend);
                _backends[proxy.Name] = backend;
            }
        }

        _logs.CompileTargets();
        foreach (BackendPlan backend in backends)
        {
            backend.Log = _logs.MessagesOf(backend.Name);
        }

        List<FrontendPlan> frontends = [];
        List<SectionPlan> sections = CompileSections(frontends);
        FullConnections.Fill(frontends, backends);
        foreach (BackendPlan backend in backends)
        {
            bool redispatches = backend.Redispatch is not null && backend.Persistence is not { UsesServersDown: true };
            _changes.Add(() => (backend.State.FullConn, backend.State.Redispatches) = (Math.Max(1, backend.FullConn), redispatches));
        }

        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            _expressions.CompileUnused(proxy);
        }

        _names.Patterns.Finish(_diagnostics);
        IReadOnlyList<PeersPlan> peers = new PeersCompiler(_configuration, _names, _tls, _logs, _diagnostics).Compile();
        LogsPlan logs = _logs.Finish();
        ControlPlan control = ControlCompiler.Compile(_configuration.Global, _stages.Commands, _diagnostics);
        IReadOnlyList<StartVariablePlan> variables = StartVariablePlan.Compile(_configuration.Global, _expressions);
        if (_diagnostics.Errors > errors)
        {
            return null;
        }

        Variables.VariableLimitsShared limits = _previous?.VariableLimits ?? new();
        return Assemble(new ProxyPlan(_configuration.Global, frontends, backends, _backends)
        {
            Sections = sections,
            Control = control,
            Names = _names,
            Resolvers = _servers.Resolvers,
            Peers = peers,
            Logs = logs,
            Tls = _tls.Finish(_changes),
            Changes = _changes,
            Source = new PlanSource(_configuration, _stages),
            Connections = _connections!,
            CompressionLimit = _previous?.CompressionLimit ?? new CompressionLimitShared(),
            ServerKeys = _previous?.ServerKeys ?? new LoopRateShared(),
            AcceptRates = _previous?.AcceptRates ?? new AcceptRatesShared(),
            Pipes = _previous?.Pipes ?? new ConnectionLimitShared(int.MaxValue),
            StartVariables = variables,
            RequestNumbers = _previous?.RequestNumbers ?? new RequestNumbersShared(),
            VariableLimits = limits,
            Variables = new(_names.Variables.CountOf(Variables.VariableScope.Process), _previous?.Variables, limits),
        });
    }

    /// <summary>The limits of the process, which outlive plans, become what this plan says once it is in use.</summary>
    private ProxyPlan Assemble(ProxyPlan plan)
    {
        GlobalConfig global = _configuration.Global;
        _changes.Add(() =>
        {
            plan.CompressionLimit.Use(global);
            plan.AcceptRates.Use(global);
            plan.VariableLimits.Use(global.Tune.Variables);
            plan.Pipes.Max = global.PipesMax ?? int.MaxValue;
        });
        return plan;
    }

    /// <summary>The frontends, and what the statistics call sections, in order of declaration.</summary>
    private List<SectionPlan> CompileSections(List<FrontendPlan> frontends)
    {
        List<SectionPlan> sections = [];
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            _expressions.Proxy = proxy;
            FrontendPlan? frontend = proxy.HasFrontend && !proxy.Disabled ? CompileFrontend(proxy) : null;
            BackendPlan? backend = proxy.Disabled ? null : _backends.GetValueOrDefault(proxy.Name);
            if (frontend is not null)
            {
                frontends.Add(frontend);
            }

            if (frontend is not null || (proxy.HasBackend && backend is not null))
            {
                sections.Add(new SectionPlan(frontend, proxy.HasBackend ? backend : null, proxy.Description));
            }
        }

        return sections;
    }

    /// <summary>Identities come first, so that whatever is compiled may refer to any of them.</summary>
    private void NameAll()
    {
        int processMax = _configuration.Global.MaxConn ?? int.MaxValue;
        _connections = _previous?.Connections ?? new ConnectionLimitShared(processMax);
        _changes.Add(() => _connections.Max = processMax);
        FreeNumbers numbers = FreeNumbers.Around(_configuration.Proxies, static proxy => proxy.Id);
        foreach (ControlSocketConfig socket in _configuration.Global.Control.Sockets)
        {
            if (!socket.IsMaster)
            {
                numbers.Next(written: null); // the runtime API is a proxy of HAProxy's, "GLOBAL", and has the first number
                break;
            }
        }

        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            int id = numbers.Next(proxy.Id);
            if (proxy.HasFrontend)
            {
                _names.Add(proxy.Name, CapturesPlan.From(proxy, _configuration.Global.Tune));
                NameFrontend(proxy, id, proxy.MaxConn ?? processMax);
            }

            if (proxy.HasBackend)
            {
                BackendState backend = _previous?.Names.Backends.GetValueOrDefault(proxy.Name) ?? new BackendState(proxy.Name);
                _changes.Add(() => backend.Id = id);
                _expressions.Proxy = proxy;
                _names.Add(backend);
                _names.Add(proxy.Name, _servers.Compile(proxy, backend, _previous?.Names.ServersOf(proxy.Name) ?? [], _changes));
            }
        }

        foreach (ResolversPlan section in _servers.Resolvers)
        {
            _names.Add(section);
        }

        _names.StickCounters = _configuration.Global.Tune.StickCounters;
        StickTableCompiler.Compile(_configuration, _names, _changes);
        CacheCompiler.Compile(_configuration, _names, _changes);
        foreach (HttpErrorsConfig section in _configuration.HttpErrors)
        {
            _names.Add(section.Name, ErrorReplyCompiler.Compile(section.Replies, _expressions, RulePoints.FrontendHttpRequest));
        }

        foreach (UserListConfig section in _configuration.UserLists)
        {
            _names.Add(section.Name, UserListCompiler.Compile(section, _diagnostics));
        }
    }

    private void NameFrontend(ProxyConfig proxy, int id, int connectionsMax)
    {
        FrontendState? known = _previous?.Names.Frontends.GetValueOrDefault(proxy.Name);
        FrontendState state = known ?? new FrontendState(proxy.Name, connectionsMax, _connections!);
        int before = known is null ? connectionsMax : _previous!.FindFrontend(proxy.Name)?.ConnectionsMax ?? connectionsMax;
        _changes.Add(() => state.Renew(id, connectionsMax == before ? state.Connections.Max : connectionsMax));
        _changes.Add(() => state.SessionLimit.Shown = proxy.SessionRateMax);
        _names.Add(proxy.Name, CapturesPlan.From(proxy, _configuration.Global.Tune));
        _names.Add(state);
    }

    private BackendPlan? CompileBackend(ProxyConfig proxy)
    {
        if (MakeBalancer(proxy) is not { } balancer)
        {
            return null;
        }

        BackendState state = _names.Backends[proxy.Name];
        _changes.Add(() => state.Use(_names.ServersOf(proxy.Name), balancer, proxy.Options.GetValueOrDefault("allbackups")));
        byte[]? cookieKey = proxy.DynamicCookieKey is { } written ? ByteText.ToBytes(written) : null;
        _changes.Add(() => state.DynamicCookies.Use(cookieKey, proxy.Cookie is { Dynamic: true }));
        bool isHttp = proxy.Mode == ProxyMode.Http;
        ProxyHeaderCompiler.Compile(proxy.Servers, _servers, _expressions);
        SourceCompiler.CompileHeaders(proxy, proxy.Dispatch is { } place ? [.. proxy.Servers, place] : proxy.Servers, _servers, _expressions);
        TlsCompiler.CompileNames(proxy.Servers, _servers, _expressions);
        return new BackendPlan
        {
            Name = proxy.Name,
            NameBytes = ByteText.ToBytes(proxy.Name),
            Guid = proxy.Guid,
            FullConn = proxy.FullConn ?? 0,
            Algorithm = proxy.Balance?.Algorithm ?? (proxy.Dispatch is null ? _stages.DefaultBalancer : ""),
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Reuse = proxy.HttpReuse,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            ErrorReplies = ErrorReplyCompiler.Compile(proxy.ErrorReplies, _expressions, RulePoints.BackendHttpRequest),
            Balancer = balancer,
            State = state,
            HeadLimits = new HeadLimits(
                _configuration.Global.Tune.BufSize - _configuration.Global.Tune.MaxRewrite, _configuration.Global.Tune.HttpMaxHdr, proxy.Options.GetValueOrDefault("accept-unsafe-violations-in-http-response")),
            Retries = proxy.Retries,
            NameRestriction = isHttp ? proxy.NameRestriction : NameRestriction.Preserve,
            Forwarded = ForwardedPlan.Compile(proxy, _expressions),
            FieldCases = CasesOf(proxy, "h1-case-adjust-bogus-server"),
            DropsTrailers = proxy.Options.GetValueOrDefault("http-drop-request-trailers"),
            ChecksCache = isHttp && proxy.Options.GetValueOrDefault("checkcache"),
            RetryOn = proxy.Mode == ProxyMode.Http ? proxy.RetryOn : RetryConditions.ConnectionFailure,
            Redispatch = proxy.Redispatch,
            AbortOnClose = proxy.Mode == ProxyMode.Http && proxy.Options.TryGetValue("abortonclose", out bool aborts) ? aborts : null,
            ServerNameHeader = NameHeaderOf(proxy),
            ResetsAtClose = proxy.Options.GetValueOrDefault("nolinger"),
            IndependentStreams = proxy.Options.GetValueOrDefault("independent-streams"),
            PrefersLastServer = proxy.Options.GetValueOrDefault("prefer-last-server"),
            KeepAliveQueueMax = proxy.KeepAliveQueueMax ?? -1,
            BalancesByBody = (balancer.Traits & BalancerTraits.ReadsBody) != 0,
            PretendsKeepAlive = proxy.Options.GetValueOrDefault("http-pretend-keepalive"),
            Disabled = proxy.Disabled,
            IsListen = proxy.Kind == ProxyKind.Listen,
            External = HealthCompiler.ExternalOf(proxy),
            Alerts = _mail.Of(proxy),
            StateFile = HealthCompiler.StateFileOf(proxy, _configuration.Global),
            BuffersRequests = BuffersRequests(proxy),

            // A listen section is one proxy: its rules and headers count once, on the frontend's side.
            Rules = _rules.Compile(proxy, inBackend: true),
            UseServers = UseServersOf(proxy),
            Persistence = PersistenceCompiler.Compile(proxy, _expressions),
            InspectDelayMs = proxy.Timeouts.InspectRequestMs ?? 0,
            ResponseInspectDelayMs = proxy.Timeouts.InspectResponseMs ?? 0,
            Compression = _compression.Of(proxy),
            ForwardFor = AddressHeaderCompiler.Compile(proxy, proxy.ForwardFor, "X-Forwarded-For", _diagnostics),
            OriginalTo = AddressHeaderCompiler.Compile(proxy, proxy.OriginalTo, "X-Original-To", _diagnostics),
        };
    }

    private FrontendPlan CompileFrontend(ProxyConfig proxy)
    {
        GlobalConfig global = _configuration.Global;
        TuneConfig tune = global.Tune;
        FrontendPlan plan = new()
        {
            Name = proxy.Name,
            NameBytes = ByteText.ToBytes(proxy.Name),
            Guid = proxy.Guid,
            Log = _logs.Of(proxy),
            Captures = _names.CapturesOf(proxy.Name),
            UniqueId = _logs.UniqueIdOf(proxy),
            UniqueIdHeader = proxy.UniqueIdFormat is null ? [] : ByteText.ToBytes(proxy.UniqueIdHeader ?? ""),
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            HeadLimits = new HeadLimits(
                tune.BufSize - tune.MaxRewrite, tune.HttpMaxHdr, proxy.Options.GetValueOrDefault("accept-unsafe-violations-in-http-request"))
            {
                AcceptsAnyPayload = global.AcceptsAnyPayload,
                KeepsAmbiguous = global.KeepsAmbiguous,
            },
            State = _names.Frontends[proxy.Name],
            ConnectionsMax = proxy.MaxConn ?? _configuration.Global.MaxConn ?? int.MaxValue,
            ErrorReplies = ErrorReplyCompiler.Compile(proxy.ErrorReplies, _expressions, RulePoints.FrontendHttpRequest),
            Listeners = ListenerCompiler.Compile(proxy, global, _tls, _diagnostics),
            Rules = _rules.Compile(proxy, inBackend: false),
            InspectDelayMs = proxy.Timeouts.InspectRequestMs ?? 0,
            UseBackends = UseBackendsOf(proxy),
            MonitorFails = MonitorFailsOf(proxy),
            MonitorUri = proxy.MonitorUri is null ? [] : System.Text.Encoding.Latin1.GetBytes(proxy.MonitorUri),
            Compression = _compression.Of(proxy),
            MayCompress = _compression.IsUsed,
            NameRestriction = proxy.Mode == ProxyMode.Http ? proxy.NameRestriction : NameRestriction.Preserve,
            UsesProxyConnection = proxy.Options.GetValueOrDefault("http-use-proxy-header"),
            FieldCases = CasesOf(proxy, "h1-case-adjust-bogus-client"),
            DropsTrailers = proxy.Options.GetValueOrDefault("http-drop-response-trailers"),
            ClosesIdleWithResponse = proxy.Options.GetValueOrDefault("idle-close-on-response"),
            SessionServerConnectionsMax = proxy.SessionServerConnectionsMax,
            ForwardFor = AddressHeaderCompiler.Compile(proxy, proxy.ForwardFor, "X-Forwarded-For", _diagnostics),
            OriginalTo = AddressHeaderCompiler.Compile(proxy, proxy.OriginalTo, "X-Original-To", _diagnostics),
            AbortOnClose = proxy.Mode == ProxyMode.Http && proxy.Options.GetValueOrDefault("abortonclose", true),
            BuffersRequests = BuffersRequests(proxy),
            ResetsAtClose = proxy.Options.GetValueOrDefault("nolinger"),
            IndependentStreams = proxy.Options.GetValueOrDefault("independent-streams"),
            IgnoreProbes = proxy.Options.GetValueOrDefault("http-ignore-probes"),
            DefaultBackend = DefaultBackendOf(proxy),
        };
        plan.Finish();
        return plan;
    }

    private FieldCaseMap? CasesOf(ProxyConfig proxy, string option)
    {
        IReadOnlyList<string> names = _configuration.Global.FieldNames;
        return proxy.Options.GetValueOrDefault(option) && names.Count > 0 ? _cases ??= new FieldCaseMap([.. new List<string>(names).ConvertAll(ByteText.ToBytes)]) : null;
    }

    private static bool BuffersRequests(ProxyConfig proxy) => proxy.Mode == ProxyMode.Http && proxy.Options.GetValueOrDefault("http-buffer-request");

    private byte[] NameHeaderOf(ProxyConfig proxy)
    {
        if (proxy.ServerNameHeader is not { } header || proxy.Mode != ProxyMode.Http)
        {
            return [];
        }

        foreach (ServerConfig server in proxy.Servers)
        {
            if (header.Length > ServerNameHeader.NameBytesMax || server.Name.Length > ServerNameHeader.NameBytesMax)
            {
                _diagnostics.Error(server.Where, 1, $"the name of this server or of the header '{header}' has more than {ServerNameHeader.NameBytesMax} characters", "choose a shorter one, or remove http-send-name-header");
            }
        }

        return ByteText.ToBytes(header);
    }

    private UseBackendPlan[] UseBackendsOf(ProxyConfig proxy)
    {
        List<UseBackendPlan> plans = [];
        foreach (UseBackendConfig use in proxy.UseBackends)
        {
            LogFormatPlan? name = use.NameFormat is null ? null : _expressions.Format(use.Where, use.NameFormat, RulePoints.UseBackend, FormatUse.Text);
            plans.Add(new UseBackendPlan(_expressions.Condition(use.Where, use.Condition, RulePoints.UseBackend), _backends.GetValueOrDefault(use.Backend), name, use.Where));
        }

        return [.. plans];
    }

    private UseServerPlan[] UseServersOf(ProxyConfig proxy)
    {
        List<UseServerPlan> plans = [];
        foreach (UseServerConfig use in proxy.UseServers)
        {
            LogFormatPlan? name = use.NameFormat is null ? null : _expressions.Format(use.Where, use.NameFormat, RulePoints.UseServer, FormatUse.Text);
            if (_expressions.Condition(use.Where, use.Condition, RulePoints.UseServer) is { } condition)
            {
                plans.Add(new UseServerPlan(condition, name is null ? _names.FindServer(proxy.Name, use.Server) : null, name));
            }
        }

        return [.. plans];
    }

    private ConditionPlan[] MonitorFailsOf(ProxyConfig proxy)
    {
        List<ConditionPlan> plans = [];
        foreach (MonitorFailConfig fail in proxy.MonitorFails)
        {
            if (_expressions.Condition(fail.Where, fail.Condition, RulePoints.FrontendHttpRequest) is { } plan)
            {
                plans.Add(plan);
            }
        }

        return [.. plans];
    }

    /// <summary><c>default_backend</c>, or the section's own servers (CFG 4.2).</summary>
    private BackendPlan? DefaultBackendOf(ProxyConfig proxy) =>
        _backends.GetValueOrDefault(proxy.DefaultBackend ?? (proxy.HasBackend ? proxy.Name : ""));

    private Balancer? MakeBalancer(ProxyConfig proxy)
    {
        if (proxy.Dispatch is not null)
        {
            BackendState backend = _names.Backends[proxy.Name];
            return _servers.CompileDispatch(proxy, backend, backend.Dispatch, _changes) is { } target ? new DispatchBalancer(target) : null;
        }

        BalanceConfig config = proxy.Balance ?? new BalanceConfig(proxy.Where, _stages.DefaultBalancer, []);
        foreach (BalancerRow row in _stages.Balancers)
        {
            if (row.Name == config.Algorithm)
            {
                return row.Create(new BalancerArguments(proxy, config, _expressions, _stages.NewSeed()));
            }
        }

        _diagnostics.Error(config.Where, 0, $"balancing algorithm '{config.Algorithm}' is not built into this binary");
        return null;
    }
}
