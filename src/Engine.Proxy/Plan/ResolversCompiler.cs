using System.Collections.Generic;
using System.Net;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.DomainNames;

namespace Engine.Proxy.Plan;

/// <summary>Compiles resolvers sections, and what servers say about them.</summary>
internal static class ResolversCompiler
{
    internal static List<ResolversPlan> Compile(IReadOnlyList<ResolversConfig> sections, DiagnosticBag diagnostics)
    {
        List<ResolversPlan> plans = [];
        foreach (ResolversConfig section in sections)
        {
            if (section.Nameservers.Count == 0)
            {
                diagnostics.Warning(section.Where, 0, $"resolvers '{section.Name}' has no name server", "add to it: nameserver NAME ADDRESS:53");
            }

            if (!plans.Exists(plan => plan.Name == section.Name))
            {
                plans.Add(Compile(section, diagnostics));
            }
        }

        return plans;
    }

    /// <summary>Null when the server's name is not resolved while running.</summary>
    internal static ServerResolutionPlan? ResolutionOf(ServerConfig server, List<ResolversPlan> resolvers, DiagnosticBag diagnostics)
    {
        AddressConfig address = server.Address;
        if (server.Resolution?.Resolvers is not { } section)
        {
            return null;
        }

        if (resolvers.Find(plan => plan.Name == section) is not { } found)
        {
            diagnostics.Error(server.Where, 1, $"server '{server.Name}': there is no section 'resolvers {section}'", "write one, with nameserver lines");
            return null;
        }

        if (!IsName(address))
        {
            return null;
        }

        ServerResolutionConfig written = server.Resolution;
        string name = address.Host.TrimEnd('.').ToLowerInvariant();
        if (!DnsQuestion.IsName(name))
        {
            diagnostics.Error(server.Where, 2, $"'{address.Host}' cannot be asked for: a name has labels of 1 to 63 characters, 253 in all");
            return null;
        }

        return new ServerResolutionPlan
        {
            Resolvers = found,
            Name = name,
            Port = address.FirstPort & ushort.MaxValue,
            PrefersIPv4 = address.Family == AddressFamily.IPv4 || (written.PrefersIPv4 && address.Family != AddressFamily.IPv6),
            Networks = NetworksOf(written),
            AllowsDuplicates = written.AllowsDuplicates,
            IgnoresWeight = written.IgnoresWeight,
        };
    }

    /// <summary>True for a host that must be resolved.</summary>
    internal static bool IsName(AddressConfig address) =>
        address.Family is AddressFamily.Any or AddressFamily.IPv4 or AddressFamily.IPv6 && address.Host is not ("" or "*") && !IPAddress.TryParse(address.Host, out _);

    private static ResolversPlan Compile(ResolversConfig section, DiagnosticBag diagnostics)
    {
        List<NameserverPlan> nameservers = [];
        foreach (NameserverConfig nameserver in section.Nameservers)
        {
            if (EndpointResolver.TryResolve(nameserver.Address.Host, nameserver.Address.FirstPort, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
            {
                nameservers.Add(new NameserverPlan(nameserver.Name, endpoints[0], nameserver.Address.IsStream));
            }
            else
            {
                diagnostics.Error(nameserver.Where, 2, error);
            }
        }

        return new ResolversPlan
        {
            Name = section.Name,
            Nameservers = nameservers,
            PayloadBytes = section.PayloadBytes,
            Retries = section.Retries,
            ResolveMs = section.ResolveMs,
            RetryMs = section.RetryMs,
            HoldValidMs = section.HoldValidMs,
            HoldObsoleteMs = section.HoldObsoleteMs,
            HoldNxMs = section.HoldNxMs,
            HoldTimeoutMs = section.HoldTimeoutMs,
            HoldRefusedMs = section.HoldRefusedMs,
            HoldOtherMs = section.HoldOtherMs,
        };
    }

    private static IpNetwork[] NetworksOf(ServerResolutionConfig written)
    {
        List<IpNetwork> networks = [];
        foreach (string text in written.Networks)
        {
            if (IpNetwork.TryParse(text, out IpNetwork network))
            {
                networks.Add(network);
            }
        }

        return [.. networks];
    }
}
