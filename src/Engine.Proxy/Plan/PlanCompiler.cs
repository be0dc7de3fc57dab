using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Conditions;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Engine.Proxy.State;
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
    private readonly ServerCompiler _servers;
    private readonly PlanNames _names = new();
    private readonly ExpressionCompiler _expressions;
    private readonly RuleCompiler _rules;
    private readonly LogCompiler _logs;
    private readonly FullConnections _fullConnections;
    private readonly Dictionary<string, BackendPlan> _backends = new(StringComparer.Ordinal);

    private PlanCompiler(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics)
    {
        _configuration = configuration;
        _stages = stages;
        _diagnostics = diagnostics;
        _servers = new ServerCompiler(configuration.Global, diagnostics);
        _expressions = new ExpressionCompiler(stages, configuration.Expressions, _names);
        _rules = new RuleCompiler(stages, _expressions);
        _fullConnections = new FullConnections(configuration);
        _logs = new LogCompiler(configuration, stages, _expressions, _names);
    }

    /// <summary>Null when the configuration cannot be served; <paramref name="diagnostics"/> says why. Host names are resolved here.</summary>
    public static ProxyPlan? Compile(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics) =>
        new PlanCompiler(configuration, stages, diagnostics).Compile();

    private ProxyPlan? Compile()
    {
        int errors = _diagnostics.Errors;
        NameAll();
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
        List<FrontendPlan> frontends = [];
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            _expressions.Proxy = proxy;
            if (proxy.HasFrontend && !proxy.Disabled)
            {
                frontends.Add(CompileFrontend(proxy));
            }
        }

        _names.Patterns.Finish(_diagnostics);
        LogsPlan logs = _logs.Finish();
        return _diagnostics.Errors == errors
            ? new ProxyPlan(_configuration.Global, frontends, backends, _backends) { Names = _names, Logs = logs, ServerCount = _servers.Count, Variables = new(_names.Variables.CountOf(Variables.VariableScope.Process)) }
            : null;
    }

    /// <summary>Identities come first, so that whatever is compiled may refer to any of them.</summary>
    private void NameAll()
    {
        ConnectionLimitShared process = new(_configuration.Global.MaxConn ?? int.MaxValue);
        FreeNumbers numbers = FreeNumbers.Around(_configuration.Proxies, static proxy => proxy.Id);
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            int id = numbers.Next(proxy.Id);
            if (proxy.HasFrontend)
            {
                _names.Add(proxy.Name, CapturesPlan.From(proxy, _configuration.Global.Tune));
                _names.Add(new FrontendState(proxy.Name, proxy.MaxConn ?? process.Max, process) { Id = id });
            }

            if (proxy.HasBackend)
            {
                BackendState backend = new(proxy.Name) { Id = id };
                backend.Servers = _servers.Compile(proxy, backend);
                _names.Add(backend);
            }
        }

        foreach (HttpErrorsConfig section in _configuration.HttpErrors)
        {
            _names.Add(section.Name, ErrorReplyCompiler.Compile(section.Replies, _expressions, RulePoints.FrontendHttpRequest));
        }

        foreach (UserListConfig section in _configuration.UserLists)
        {
            _names.Add(section.Name, UserListCompiler.Compile(section, _diagnostics));
        }
    }

    private BackendPlan? CompileBackend(ProxyConfig proxy)
    {
        if (MakeBalancer(proxy) is not { } balancer)
        {
            return null;
        }

        BackendState state = _names.Backends[proxy.Name];
        state.FullConn = proxy.FullConn ?? _fullConnections.Of(proxy.Name);
        state.Redispatches = proxy.Redispatch is not null && !proxy.Options.GetValueOrDefault("persist");
        state.Use(balancer, proxy.Options.GetValueOrDefault("allbackups"));
        return new BackendPlan
        {
            Name = proxy.Name,
            NameBytes = ByteText.ToBytes(proxy.Name),
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Reuse = proxy.HttpReuse,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            ErrorReplies = ErrorReplyCompiler.Compile(proxy.ErrorReplies, _expressions, RulePoints.BackendHttpRequest),
            Balancer = balancer,
            State = state,
            Retries = proxy.Retries,
            RetryOn = proxy.RetryOn,
            Redispatch = proxy.Redispatch,
            AbortOnClose = proxy.Mode == ProxyMode.Http && proxy.Options.TryGetValue("abortonclose", out bool aborts) ? aborts : null,
            ServerNameHeader = NameHeaderOf(proxy),
            ResetsAtClose = proxy.Options.GetValueOrDefault("nolinger"),
            IndependentStreams = proxy.Options.GetValueOrDefault("independent-streams"),
            PersistsToDown = proxy.Options.GetValueOrDefault("persist"),
            PrefersLastServer = proxy.Options.GetValueOrDefault("prefer-last-server"),
            KeepAliveQueueMax = proxy.KeepAliveQueueMax ?? -1,
            BalancesByBody = (balancer.Traits & BalancerTraits.ReadsBody) != 0,
            PretendsKeepAlive = proxy.Options.GetValueOrDefault("http-pretend-keepalive"),
            Disabled = proxy.Disabled,
            BuffersRequests = BuffersRequests(proxy),

            // A listen section is one proxy: its rules and headers count once, on the frontend's side.
            Rules = _rules.Compile(proxy, inBackend: true),
            UseServers = UseServersOf(proxy, state),
            InspectDelayMs = proxy.Timeouts.InspectRequestMs ?? 0,
            ResponseInspectDelayMs = proxy.Timeouts.InspectResponseMs ?? 0,
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
            Log = _logs.Of(proxy),
            Captures = _names.CapturesOf(proxy.Name),
            UniqueId = _logs.UniqueIdOf(proxy),
            UniqueIdHeader = proxy.UniqueIdFormat is null ? [] : ByteText.ToBytes(proxy.UniqueIdHeader ?? ""),
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            HeadLimits = new HeadLimits(
                tune.BufSize - tune.MaxRewrite, tune.HttpMaxHdr, proxy.Options.GetValueOrDefault("accept-unsafe-violations-in-http-request")),
            State = _names.Frontends[proxy.Name],
            ErrorReplies = ErrorReplyCompiler.Compile(proxy.ErrorReplies, _expressions, RulePoints.FrontendHttpRequest),
            Listeners = ListenerCompiler.Compile(proxy, global, _diagnostics),
            Rules = _rules.Compile(proxy, inBackend: false),
            InspectDelayMs = proxy.Timeouts.InspectRequestMs ?? 0,
            UseBackends = UseBackendsOf(proxy),
            MonitorFails = MonitorFailsOf(proxy),
            MonitorUri = proxy.MonitorUri is null ? [] : System.Text.Encoding.Latin1.GetBytes(proxy.MonitorUri),
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
            plans.Add(new UseBackendPlan(_expressions.Condition(use.Where, use.Condition, RulePoints.UseBackend), _backends.GetValueOrDefault(use.Backend), name));
        }

        return [.. plans];
    }

    private UseServerPlan[] UseServersOf(ProxyConfig proxy, BackendState backend)
    {
        List<UseServerPlan> plans = [];
        foreach (UseServerConfig use in proxy.UseServers)
        {
            LogFormatPlan? name = use.NameFormat is null ? null : _expressions.Format(use.Where, use.NameFormat, RulePoints.UseServer, FormatUse.Text);
            if (_expressions.Condition(use.Where, use.Condition, RulePoints.UseServer) is { } condition)
            {
                plans.Add(new UseServerPlan(condition, name is null ? backend.Find(use.Server) : null, name));
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
