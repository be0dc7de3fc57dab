using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Replies;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

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
    private readonly Dictionary<string, BackendPlan> _backends = new(StringComparer.Ordinal);

    private PlanCompiler(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics)
    {
        _configuration = configuration;
        _stages = stages;
        _diagnostics = diagnostics;
        _servers = new ServerCompiler(configuration.Global, diagnostics);
    }

    /// <summary>Null when the configuration cannot be served; <paramref name="diagnostics"/> says why. Host names are resolved here.</summary>
    public static ProxyPlan? Compile(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics) =>
        new PlanCompiler(configuration, stages, diagnostics).Compile();

    private ProxyPlan? Compile()
    {
        int errors = _diagnostics.Errors;
        List<BackendPlan> backends = [];
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            if (proxy.HasBackend && CompileBackend(proxy) is { } backend)
            {
                backends.Add(backend);
                _backends[proxy.Name] = backend;
            }
        }

        ConnectionLimitShared process = new(_configuration.Global.MaxConn ?? int.MaxValue);
        List<FrontendPlan> frontends = [];
        foreach (ProxyConfig proxy in _configuration.Proxies)
        {
            if (proxy.HasFrontend && !proxy.Disabled)
            {
                frontends.Add(CompileFrontend(proxy, process));
            }
        }

        return _diagnostics.Errors == errors
            ? new ProxyPlan(_configuration.Global, frontends, backends, _servers.Count)
            : null;
    }

    private BackendPlan? CompileBackend(ProxyConfig proxy)
    {
        if (MakeBalancer(proxy) is not { } balancer)
        {
            return null;
        }

        BackendState state = new(proxy.Name);
        state.Servers = _servers.Compile(proxy, state);
        state.Refresh(balancer, proxy.Options.GetValueOrDefault("allbackups"));
        return new BackendPlan
        {
            Name = proxy.Name,
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Reuse = proxy.HttpReuse,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            ErrorReplies = ErrorReplyCompiler.Compile(proxy, _diagnostics),
            Balancer = balancer,
            State = state,
            Retries = proxy.Retries,
            Redispatch = proxy.Redispatch,
            Disabled = proxy.Disabled,

            // A listen section is one proxy: its rules and headers count once, on the frontend's side.
            RequestRules = proxy.HasFrontend ? [] : CompileRules(proxy),
            ForwardFor = AddressHeaderCompiler.Compile(proxy, proxy.ForwardFor, "X-Forwarded-For", _diagnostics),
            OriginalTo = AddressHeaderCompiler.Compile(proxy, proxy.OriginalTo, "X-Original-To", _diagnostics),
        };
    }

    private FrontendPlan CompileFrontend(ProxyConfig proxy, ConnectionLimitShared process)
    {
        GlobalConfig global = _configuration.Global;
        TuneConfig tune = global.Tune;
        return new FrontendPlan
        {
            Name = proxy.Name,
            Mode = proxy.Mode,
            ConnectionMode = proxy.ConnectionMode,
            Timeouts = TimeoutsPlan.From(proxy.Timeouts),
            HeadLimits = new HeadLimits(
                tune.BufSize - tune.MaxRewrite, tune.HttpMaxHdr, proxy.Options.GetValueOrDefault("accept-unsafe-violations-in-http-request")),
            State = new FrontendState(proxy.MaxConn ?? process.Max, process),
            ErrorReplies = ErrorReplyCompiler.Compile(proxy, _diagnostics),
            Listeners = ListenerCompiler.Compile(proxy, global, _diagnostics),
            RequestRules = CompileRules(proxy),
            MonitorUri = proxy.MonitorUri is null ? [] : System.Text.Encoding.Latin1.GetBytes(proxy.MonitorUri),
            ForwardFor = AddressHeaderCompiler.Compile(proxy, proxy.ForwardFor, "X-Forwarded-For", _diagnostics),
            OriginalTo = AddressHeaderCompiler.Compile(proxy, proxy.OriginalTo, "X-Original-To", _diagnostics),
            AbortOnClose = proxy.Mode == ProxyMode.Http && proxy.Options.GetValueOrDefault("abortonclose", true),
            IgnoreProbes = proxy.Options.GetValueOrDefault("http-ignore-probes"),
            DefaultBackend = DefaultBackendOf(proxy),
        };
    }

    /// <summary>An unconditional use_backend, then default_backend, then the section's own servers (CFG 4.2).</summary>
    private BackendPlan? DefaultBackendOf(ProxyConfig proxy)
    {
        foreach (UseBackendConfig use in proxy.UseBackends)
        {
            if (use.Condition is null && _backends.TryGetValue(use.Backend, out BackendPlan? chosen))
            {
                return chosen;
            }
        }

        string name = proxy.DefaultBackend ?? (proxy.HasBackend ? proxy.Name : "");
        return _backends.GetValueOrDefault(name);
    }

    private Balancer? MakeBalancer(ProxyConfig proxy)
    {
        BalanceConfig config = proxy.Balance ?? new BalanceConfig(proxy.Where, _stages.DefaultBalancer, []);
        foreach (BalancerRow row in _stages.Balancers)
        {
            if (row.Name == config.Algorithm)
            {
                return row.Create(config, _diagnostics);
            }
        }

        _diagnostics.Error(config.Where, 0, $"balancing algorithm '{config.Algorithm}' is not built into this binary");
        return null;
    }

    private RequestAction[] CompileRules(ProxyConfig proxy)
    {
        List<RequestAction> rules = [];
        foreach (RuleConfig rule in proxy.Rules)
        {
            if (rule.Ruleset == Ruleset.HttpRequest && CompileRule(rule) is { } action)
            {
                rules.Add(action);
            }
        }

        return [.. rules];
    }

    private RequestAction? CompileRule(RuleConfig rule)
    {
        foreach (ActionRow row in _stages.RequestActions)
        {
            if (row.Name == rule.Action)
            {
                return row.Create(rule, _diagnostics);
            }
        }

        _diagnostics.Error(rule.Where, 1, $"action '{rule.Action}' is not built into this binary");
        return null;
    }
}
