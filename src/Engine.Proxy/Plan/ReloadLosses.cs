using System.Collections.Generic;
using Engine.Proxy.Conditions;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>
/// What was set at run time and did not survive a reload, by name: the configuration and its files have the last word about what there is
/// and what certificates are; what the operator set about things that are still there stays.
/// </summary>
public sealed class ReloadLosses
{
    private readonly List<string> _lines = [];

    /// <param name="after">In use already.</param>
    public ReloadLosses(ProxyPlan before, ProxyPlan after)
    {
        foreach (BackendPlan backend in before.Backends)
        {
            foreach (ServerState server in before.Names.ServersOf(backend.Name))
            {
                if (server.IsAdded && server.IsRemoved)
                {
                    _lines.Add($"server {backend.Name}/{server.Name} was added at run time and is not in the configuration: it is gone");
                }
            }
        }

        foreach (PatternReference list in before.Names.Patterns.All)
        {
            if (list is { IsEdited: true, File: { } file } && after.Names.Patterns.Find(file) is { IsEdited: false })
            {
                _lines.Add($"{file} was edited at run time and has changed on disk since: what the file says counts");
            }
        }

        foreach (string path in before.Tls?.Certificates.ChangedPaths ?? [])
        {
            _lines.Add($"certificate {path} was replaced at run time: what the file says counts");
        }
    }

    /// <summary>One for each thing; empty when nothing was lost.</summary>
    public IReadOnlyList<string> Lines => _lines;
}
