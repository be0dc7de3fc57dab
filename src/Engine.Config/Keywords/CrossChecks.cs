using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>What can only be judged when all sections are known: names, references, modes, what is missing.</summary>
internal sealed class CrossChecks(IReadOnlyList<ProxyBuilder> proxies, ReadContext context)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    public void Run(TuneConfig tune)
    {
        CheckNames();
        CheckIds();
        new GuidChecks(_diagnostics).Run(proxies);
        foreach (ProxyBuilder proxy in proxies)
        {
            CheckBackends(proxy);
            CheckUsedServers(proxy);
            ErrorPages.CheckSizes(proxy.Proxy, tune, _diagnostics);
            if (!proxy.Proxy.Disabled)
            {
                CheckBinds(proxy);
                CheckTimeouts(proxy.Proxy, proxy.Title);
                CheckLogs(proxy);
                IgnoredLines.Find(proxy, _diagnostics);
            }
        }
    }

    /// <summary>A frontend and a backend may be called alike, as before HAProxy 3.3: what names one of them says which kind it means.</summary>
    private void CheckNames()
    {
        var frontends = new Dictionary<string, ProxyBuilder>();
        var backends = new Dictionary<string, ProxyBuilder>();
        foreach (ProxyBuilder proxy in proxies)
        {
            ProxyBuilder? twin = proxy.Proxy.HasFrontend && !frontends.TryAdd(proxy.Proxy.Name, proxy) ? frontends[proxy.Proxy.Name] : null;
            if (proxy.Proxy.HasBackend && !backends.TryAdd(proxy.Proxy.Name, proxy))
            {
                twin ??= backends[proxy.Proxy.Name];
            }

            if (twin is not null)
            {
                _diagnostics.Error(proxy.Proxy.Where, 1, SameName(proxy, twin), "rename one of them");
            }
            else if (frontends.TryGetValue(proxy.Proxy.Name, out ProxyBuilder? frontend) && backends.TryGetValue(proxy.Proxy.Name, out ProxyBuilder? backend) && frontend != backend)
            {
                CheckNamesakes(proxy, proxy == frontend ? backend : frontend);
            }
        }
    }

    /// <summary>What names a stick table does not say which kind of section has it.</summary>
    private void CheckNamesakes(ProxyBuilder proxy, ProxyBuilder other)
    {
        if (proxy.Proxy.StickTable is { } table && other.Proxy.StickTable is not null)
        {
            _diagnostics.Error(table.Where, 0, $"the table of {proxy.Title} has the same name as that of the {SectionNames.Of(other.Kind)} on line {other.Proxy.Where.Line}", "rename one of the two sections");
            return;
        }

        _diagnostics.Warning(proxy.Proxy.Where, 1, SameName(proxy, other), "rename one of them: HAProxy 3.3 and later refuse this");
    }

    private static string SameName(ProxyBuilder proxy, ProxyBuilder other) =>
        $"{proxy.Title} has the same name as the {SectionNames.Of(other.Kind)} on line {other.Proxy.Where.Line}";

    private void CheckIds()
    {
        var byId = new Dictionary<int, ProxyBuilder>();
        foreach (ProxyBuilder proxy in proxies)
        {
            if (proxy.Proxy.Id is { } id && !byId.TryAdd(id, proxy))
            {
                _diagnostics.Error(proxy.IdAt!.Value.At, proxy.IdAt.Value.Word, $"the id {id} of {proxy.Title} is already that of {byId[id].Title}", "choose another number");
            }

            CheckServerIds(proxy);
        }
    }

    private void CheckServerIds(ProxyBuilder proxy)
    {
        var byId = new Dictionary<int, ServerConfig>();
        foreach (ServerConfig server in proxy.Servers)
        {
            if (server.Id is { } id && !byId.TryAdd(id, server))
            {
                _diagnostics.Error(server.Where, 1, $"the id {id} of server '{server.Name}' is already that of server '{byId[id].Name}'", "choose another number");
            }
        }
    }

    private void CheckBackends(ProxyBuilder proxy)
    {
        if (proxy.Proxy.DefaultBackend is { } name && proxy.DefaultBackendAt is { } place)
        {
            CheckBackend(proxy, name, place.At, place.Word, "default_backend");
        }

        foreach (UseBackendConfig rule in proxy.UseBackends)
        {
            if (rule.NameFormat is null)
            {
                CheckBackend(proxy, rule.Backend, rule.Where, 1, "use_backend");
            }
        }
    }

    private void CheckUsedServers(ProxyBuilder proxy)
    {
        foreach (UseServerConfig rule in proxy.UseServers)
        {
            if (rule.NameFormat is null && !proxy.Servers.Exists(server => server.Name == rule.Server))
            {
                _diagnostics.Error(rule.Where, 1, $"{proxy.Title} has no server '{rule.Server}'", Suggest.Fix(rule.Server, proxy.Servers.ConvertAll(static server => server.Name)));
            }
        }
    }

    private void CheckBackend(ProxyBuilder proxy, string name, Statement at, int word, string keyword)
    {
        ProxyBuilder? frontend = null;
        var names = new List<string>();
        foreach (ProxyBuilder other in proxies)
        {
            if (other.Proxy.HasBackend)
            {
                names.Add(other.Proxy.Name);
            }

            if (other.Proxy.Name != name)
            {
                continue;
            }

            if (other.Proxy.HasBackend)
            {
                CheckModes(proxy, other, at, word);
                return;
            }

            frontend = other;
        }

        string message = frontend is null ? $"{proxy.Title}: there is no backend '{name}' for '{keyword}'" : $"{proxy.Title}: '{name}' is a frontend and cannot be the target of '{keyword}'";
        _diagnostics.Error(at, word, message, frontend is null ? Suggest.Fix(name, names) ?? $"declare it: backend {name}" : "name a backend or listen section");
    }

    private void CheckModes(ProxyBuilder proxy, ProxyBuilder backend, Statement at, int word)
    {
        if (proxy.Proxy.Mode == ProxyMode.Tcp && backend.Proxy.Mode == ProxyMode.Http)
        {
            // HAProxy turns such a connection to HTTP when it reaches the backend.
            context.NotSupported(at, word, $"handing connections of {proxy.Title} (mode tcp) to {backend.Title} (mode http)");
        }
        else if (proxy.Proxy.Mode != backend.Proxy.Mode)
        {
            string mode = ModeName(proxy.Proxy.Mode);
            _diagnostics.Error(at, word, $"{proxy.Title} is in mode {mode}, but {backend.Title} (line {backend.Proxy.Where.Line}) is in mode {ModeName(backend.Proxy.Mode)}", "give both the same mode");
        }
    }

    private static string ModeName(ProxyMode mode) => mode == ProxyMode.Http ? "http" : "tcp";

    private void CheckBinds(ProxyBuilder proxy)
    {
        if (proxy.Proxy.HasFrontend && proxy.Binds.Count == 0 && !proxy.HasBrokenBind)
        {
            _diagnostics.Warning(proxy.Proxy.Where, 0, $"{proxy.Title} has no 'bind' line, so it takes no connection", "add one, such as: bind *:80");
        }
    }

    private void CheckTimeouts(ProxyConfig proxy, string title)
    {
        var missing = new List<string>();
        if (proxy.HasFrontend && proxy.Timeouts.ClientMs is null)
        {
            missing.Add("timeout client");
        }

        bool hasServers = proxy.HasBackend && proxy.Servers.Count > 0;
        if (hasServers && proxy.Timeouts.ConnectMs is null)
        {
            missing.Add("timeout connect");
        }

        // A TCP session is a tunnel from its begin.
        bool isTimedAsTunnel = proxy.Mode == ProxyMode.Tcp && proxy.Timeouts.TunnelMs is not null;
        if (hasServers && proxy.Timeouts.ServerMs is null && !isTimedAsTunnel)
        {
            missing.Add("timeout server");
        }

        if (missing.Count > 0)
        {
            _diagnostics.Warning(proxy.Where, 0, $"{title} has no {Spelling.List(missing, "or")}: connections that die silently are kept without end", "set them, in a defaults section or here");
        }
    }

    private void CheckLogs(ProxyBuilder proxy)
    {
        bool isOwn = proxy.Proxy.LogLine is { } line && line.Where != proxy.Defaults?.Proxy.LogLine?.Where;
        if (isOwn && proxy.Proxy.LogTargets.Count == 0 && context.Vocabulary.Logs)
        {
            _diagnostics.Warning(proxy.Proxy.LogLine!.Where, 0, $"{proxy.Title} says what to log, but no 'log' line says where", "add 'log global', or a log line with a target");
        }
    }
}
