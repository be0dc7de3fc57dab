using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Health;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Servers;

/// <summary>
/// Servers that come and go while the plan is in use (MGT 9.3 add server, del server). A new one is read and compiled as a
/// <c>server</c> line of its section is, without the section's default-server; a reload forgets it
/// unless the configuration names it by then. On the first loop.
/// </summary>
internal sealed class ServerAdditions(ProxyPlan plan, ProxyLoop[] loops, EngineHealth health)
{
    private const string StillUsed = "Server still has connections attached to it, cannot remove it.";
    private const string PointedTo = "This server cannot be removed at runtime due to other configuration elements pointing to it.";

    internal bool TryAdd(BackendPlan backend, string name, IReadOnlyList<string> words, out string error)
    {
        DiagnosticBag diagnostics = new();
        if (plan.Source is not { } source || Find(source.Configuration, backend.Name) is not { } proxy)
        {
            error = "This backend takes no further servers.";
            return false;
        }

        if (plan.Names.FindServer(backend.Name, name) is not null)
        {
            error = "Already exists a server with the same name in backend.";
            return false;
        }

        if (!TryWrite(proxy, name, words, out string text, out error))
        {
            return false;
        }

        Configuration written = new ConfigReader(source.Stages.ToVocabulary(), diagnostics).ReadText("add server", text);
        ServerConfig? config = diagnostics.Errors == 0 ? written.Proxies[0].Servers[0] : null;
        if (config is null || (error = Unfit(config, backend)).Length > 0)
        {
            error = error.Length > 0 ? error : Reason(diagnostics);
            return false;
        }

        int variables = plan.Names.Variables.CountOf(Variables.VariableScope.Exchange);
        if (Compile(source, written, config, proxy, backend) is not { } compiled || diagnostics.Errors > 0)
        {
            error = Reason(diagnostics);
            return false;
        }

        if (plan.Names.Variables.CountOf(Variables.VariableScope.Exchange) != variables)
        {
            error = "a variable is named here that nothing sets.";
            return false;
        }

        Enter(backend, new ServerState(compiled, backend.State) { IsAdded = true });
        return true;
    }

    internal bool TryRemove(BackendPlan backend, ServerState server, out string error)
    {
        error = "";
        if (IsPointedTo(backend, server))
        {
            error = PointedTo;
        }
        else if ((server.Admin & ServerAdmin.Maintenance) == 0)
        {
            error = "Only servers in maintenance mode can be deleted.";
        }
        else if (server.Served > 0 || server.Queued > 0)
        {
            error = StillUsed;
        }

        if (error.Length > 0)
        {
            return false;
        }

        List<ServerState> left = [.. plan.Names.ServersOf(backend.Name)];
        left.Remove(server);
        plan.Names.Add(backend.Name, left);
        backend.State.Use(left);
        server.Remove();
        CheckAnew();
        foreach (ProxyLoop loop in loops)
        {
            loop.Loop.Post(_ => loop.PoolOf(server).Clear(), null);
        }

        return true;
    }

    /// <summary>False with the reason. The checks of a server go on with what is changed.</summary>
    internal bool TryChange(ServerState server, CheckState check, CheckChange change, out string error)
    {
        HealthPlan configured = server.Plan.Health;
        CheckPlan? now = check.Changed ?? (check.IsAgent ? configured.Agent : configured.Check);
        error = check.IsAgent ? "agent checks are not enabled on this server." : "health checks are not enabled on this server";
        if (now is null || ScriptOf(now, server, change) is not { } script)
        {
            return false;
        }

        int port = change.Port ?? now.Port;
        SocketEndpoint at = now.Endpoint ?? server.Endpoint;
        SocketEndpoint? endpoint = change.Address is { } address
            ? SocketEndpoint.FromAddress(address.ToAddress().WithPort(now.Port != 0 ? now.Port : at.Port))
            : now.Endpoint;
        check.Changed = now.With(endpoint, port, script);
        CheckAnew();
        error = "";
        return true;
    }

    private CheckScript? ScriptOf(CheckPlan now, ServerState server, CheckChange change)
    {
        if (change.AgentSend is null || plan.Source is not { } source || Find(source.Configuration, server.Backend.Name) is not { } proxy)
        {
            return change.AgentSend is null ? now.Script : null;
        }

        ExpressionCompiler expressions = new(source.Stages, source.Configuration.Expressions, plan.Names) { Proxy = proxy };
        CheckKindConfig kind = new(proxy.Where, "agent", proxy.Where.Words.Count);
        return source.Stages.CheckOf("agent")?.Create(new CheckArguments(kind, proxy, source.Configuration.Global, expressions) { AgentSend = change.AgentSend });
    }

    private void Enter(BackendPlan backend, ServerState server)
    {
        ProxyLoop.Prepare(server, loops);
        List<ServerState> all = [.. plan.Names.ServersOf(backend.Name), server];
        plan.Names.Add(backend.Name, all);
        health.Use(plan);

        // It was the client of the runtime API who put it into maintenance, not the configuration.
        server.SetAdmin(ServerAdmin.None, ServerAdmin.ConfiguredMaintenance);
        server.Health.TryEnable(server.Health.Check, enable: false);
        server.Health.TryEnable(server.Health.Agent, enable: false);
        backend.State.Use(all);
        backend.State.DynamicCookies.ApplyTo(server);
        CheckAnew();
    }

    private ServerPlan? Compile(PlanSource source, Configuration written, ServerConfig config, ProxyConfig proxy, BackendPlan backend)
    {
        ExpressionCompiler expressions = new(source.Stages, written.Expressions, plan.Names) { Proxy = proxy };
        TlsCompiler tls = new(source.Configuration.Global.Tls, written.Expressions, plan.Tls);
        HealthCompiler checks = new(source.Configuration, source.Stages, expressions);
        ServerCompiler servers = new(source.Configuration, tls, written.Expressions.Diagnostics, checks);
        int id = config.Id ?? FreeId(backend);
        if (servers.Compile(config, proxy, id) is not { } compiled)
        {
            return null;
        }

        ProxyHeaderCompiler.Compile([config], servers, expressions);
        SourceCompiler.CompileHeaders(proxy, [config], servers, expressions);
        TlsCompiler.CompileNames([config], servers, expressions);
        return compiled;
    }

    /// <summary>A section with nothing but that server. Every word in quotes, so that it means itself.</summary>
    private static bool TryWrite(ProxyConfig proxy, string name, IReadOnlyList<string> words, out string text, out string error)
    {
        StringBuilder lines = new();
        lines.Append("backend x\n mode ").Append(proxy.Mode == ProxyMode.Http ? "http" : "tcp").Append("\n server");
        error = "";
        foreach (string word in (IEnumerable<string>)[name, .. words, "disabled"])
        {
            if (word.AsSpan().IndexOfAny('\'', '\n') >= 0)
            {
                error = $"unexpected character in '{word}'.";
            }

            lines.Append(" '").Append(word).Append('\'');
        }

        text = lines.Append('\n').ToString();
        return error.Length == 0;
    }

    /// <summary>What needs more than the server itself, as HAProxy refuses it; "" when there is nothing like that.</summary>
    private string Unfit(ServerConfig config, BackendPlan backend)
    {
        string option = config.Cookie is not null ? "cookie" : config.Health.Track is not null ? "track" : config.Resolution is not null ? "resolvers" : "";
        if (option.Length > 0)
        {
            return $"'{option}' option is not accepted for dynamic server";
        }

        if (config.Id is { } id && HasId(backend, id))
        {
            return $"'id' : custom id {id} already used by another server of '{backend.Name}'.";
        }

        return ResolversCompiler.IsName(config.Address) ? $"'{config.Address.Host}': an address is expected, names are not looked up while clients are served" : "";
    }

    private bool IsPointedTo(BackendPlan backend, ServerState server)
    {
        foreach (UseServerPlan use in backend.UseServers)
        {
            if (use.Server == server)
            {
                return true;
            }
        }

        foreach (BackendPlan other in plan.Backends)
        {
            foreach (ServerState follower in other.State.Servers)
            {
                if (follower.Health.Tracked == server.Health)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private int FreeId(BackendPlan backend)
    {
        int id = 1;
        while (HasId(backend, id))
        {
            id++;
        }

        return id;
    }

    private bool HasId(BackendPlan backend, int id)
    {
        foreach (ServerState server in plan.Names.ServersOf(backend.Name))
        {
            if (server.Plan.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those that were checked before keep their time.</summary>
    private void CheckAnew()
    {
        List<CheckStart> starts = CheckSchedule.Of(plan);
        foreach (ProxyLoop loop in loops)
        {
            loop.Loop.Post(_ => loop.Checks.Use(starts), null);
        }
    }

    private static ProxyConfig? Find(Configuration configuration, string name)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.Name == name && proxy.HasBackend)
            {
                return proxy;
            }
        }

        return null;
    }

    private static string Reason(DiagnosticBag diagnostics)
    {
        foreach (Diagnostic finding in diagnostics.All)
        {
            if (finding.Severity == Severity.Error)
            {
                return finding.Message + (finding.Fix is null ? "" : " (" + finding.Fix + ")");
            }
        }

        return "this server cannot be made.";
    }
}
