using System;
using System.Collections.Generic;
using Engine.IO.Tls;
using Engine.Proxy.Conditions;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

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

        foreach (BackendPlan backend in after.Backends)
        {
            if (backend.State.DynamicCookies.GaveWay)
            {
                _lines.Add($"dynamic cookies of backend {backend.Name} were set at run time, and the configuration says something else about them now: that counts");
            }
        }

        if (before.Tls is { } tls && tls != after.Tls)
        {
            AddCertificates(tls, after.Tls);
            AddTrust(tls.Trusts, after.Tls?.Trusts, isRevocation: false, "authorities");
            AddTrust(tls.Trusts, after.Tls?.Trusts, isRevocation: true, "revocation list");
            AddTicketKeys(tls, after.Tls);
        }
    }

    /// <summary>One for each thing; empty when nothing was lost.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Nothing is lost where the file has by now what was set.</summary>
    private void AddCertificates(TlsPlan before, TlsPlan? after)
    {
        foreach (string path in before.Certificates.ChangedPaths)
        {
            TlsCertificate? now = after?.Certificates.Find(path);
            if (now is null)
            {
                _lines.Add($"certificate {path} was set at run time and is not in the configuration: it is gone");
            }
            else if (before.Certificates.Find(path) is { } set && !set.Der.AsSpan().SequenceEqual(now.Der))
            {
                _lines.Add($"certificate {path} was replaced at run time: what the file says counts");
            }
        }

        foreach (string path in before.Certificates.StapledPaths)
        {
            if (after?.Certificates.Find(path) is { } now && before.Certificates.Find(path) is { } set && !set.OcspResponse.AsSpan().SequenceEqual(now.OcspResponse))
            {
                _lines.Add($"the OCSP response of {path} was replaced at run time: what the file says counts");
            }
        }
    }

    private void AddTrust(TrustStoreShared before, TrustStoreShared? after, bool isRevocation, string what)
    {
        List<TlsTrustFile> now = [.. after?.Files(isRevocation) ?? []];
        foreach (TlsTrustFile set in before.Changed(isRevocation))
        {
            if (now.Find(file => file.Path == set.Path) is { } read && !set.Pem.AsSpan().SequenceEqual(read.Pem))
            {
                _lines.Add($"the {what} {set.Path} {(isRevocation ? "was" : "were")} replaced at run time: what the file says counts");
            }
        }
    }

    private void AddTicketKeys(TlsPlan before, TlsPlan? after)
    {
        foreach ((string path, TicketKeysShared set) in before.TicketFiles)
        {
            foreach ((string other, TicketKeysShared read) in after?.TicketFiles ?? [])
            {
                if (set.IsAdvanced && other == path && string.Join('\n', set.ToText()) != string.Join('\n', read.ToText()))
                {
                    _lines.Add($"ticket keys of {path} were set at run time: what the file says counts");
                }
            }
        }
    }
}
