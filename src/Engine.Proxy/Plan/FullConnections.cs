using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Proxy.Plan;

/// <summary>CFG 4.2 fullconn: where none is written, a tenth of the connections that all frontends together may send to a backend.</summary>
internal sealed class FullConnections
{
    private const int Share = 10;

    private readonly Dictionary<string, long> _connections = new(StringComparer.Ordinal);

    internal FullConnections(Configuration configuration)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.HasFrontend && !proxy.Disabled)
            {
                HashSet<string> reached = new(StringComparer.Ordinal) { proxy.DefaultBackend ?? (proxy.HasBackend ? proxy.Name : "") };
                foreach (UseBackendConfig use in proxy.UseBackends)
                {
                    reached.Add(use.Backend);
                }

                foreach (string backend in reached)
                {
                    _connections[backend] = _connections.GetValueOrDefault(backend) + (proxy.MaxConn ?? configuration.Global.MaxConn ?? int.MaxValue);
                }
            }
        }
    }

    /// <summary>1 or more.</summary>
    internal int Of(string backend) =>
        (int)Math.Clamp((_connections.GetValueOrDefault(backend) + Share - 1) / Share, 1, int.MaxValue);
}
