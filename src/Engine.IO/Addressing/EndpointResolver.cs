using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Engine.IO.Addressing;

/// <summary>
/// Turns what the operator wrote as a host into addresses (CFG 11). Names go to the system's resolver and block until it answers:
/// for start and reload only, never on a loop.
/// </summary>
public static class EndpointResolver
{
    private static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.");

    /// <summary>
    /// Resolves an address, "*", "" or a host name. "*" and "" mean every address of this machine: 0.0.0.0, or :: when
    /// <paramref name="family"/> is IPv6. An IPv6 address may stand in brackets and may carry a scope ("fe80::1%eth0").
    /// </summary>
    /// <param name="host">Host text as split from the port.</param>
    /// <param name="port">0..65535.</param>
    /// <param name="family">IPv4 or IPv6 to accept only that one (<c>ipv4@</c>, <c>ipv6@</c>); Unspecified for both.</param>
    /// <param name="endpoints">At least one, without repetition, in the resolver's order of preference (RFC 6724).</param>
    /// <param name="error">What failed and how to mend it.</param>
    public static bool TryResolve(
        string host,
        int port,
        SocketFamily family,
        [NotNullWhen(true)] out IReadOnlyList<SocketEndpoint>? endpoints,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)port, ushort.MaxValue, nameof(port));
        endpoints = null;
        error = null;
        if (host is "" or "*")
        {
            endpoints = [SocketEndpoint.FromIP(family == SocketFamily.IPv6 ? IPAddress.IPv6Any : IPAddress.Any, port)];
            return true;
        }

        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            SocketFamily written = FamilyOf(literal);
            if (family != SocketFamily.Unspecified && family != written)
            {
                error = $"'{host}' is an {written} address where {Prefix(family)} asks for {family}: write {Prefix(written)} or drop the prefix";
                return false;
            }

            endpoints = [SocketEndpoint.FromIP(literal, port)];
            return true;
        }

        // No top-level name is a number: the resolver would be asked in vain, and its answer would mislead.
        if (!host.AsSpan().ContainsAnyExcept(DigitsAndDots))
        {
            error = $"'{host}' is not an IPv4 address: four numbers from 0 to 255 are needed, as in 192.0.2.1";
            return false;
        }

        return TryResolveName(host, port, family, out endpoints, out error);
    }

    private static bool TryResolveName(
        string host,
        int port,
        SocketFamily family,
        [NotNullWhen(true)] out IReadOnlyList<SocketEndpoint>? endpoints,
        [NotNullWhen(false)] out string? error)
    {
        endpoints = null;
        error = null;
        IPAddress[] addresses = [];
        try
        {
            addresses = Dns.GetHostAddresses(host, family switch
            {
                SocketFamily.IPv4 => AddressFamily.InterNetwork,
                SocketFamily.IPv6 => AddressFamily.InterNetworkV6,
                _ => AddressFamily.Unspecified,
            });
        }
        catch (SocketException exception)
        {
            error = Explain(host, family, exception.SocketErrorCode);
        }
        catch (ArgumentException)
        {
            error = $"'{host}' cannot be a host name: at most 255 characters, letters, digits, '-' and '.'";
        }

        if (error is null && addresses.Length == 0)
        {
            error = Explain(host, family, SocketError.NoData);
        }

        endpoints = error is null ? Distinct(addresses, port) : null;
        return endpoints is not null;
    }

    private static List<SocketEndpoint> Distinct(IPAddress[] addresses, int port)
    {
        var endpoints = new List<SocketEndpoint>(addresses.Length);
        foreach (IPAddress address in addresses)
        {
            SocketEndpoint endpoint = SocketEndpoint.FromIP(address, port);
            if (!endpoints.Contains(endpoint))
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints;
    }

    private static string Explain(string host, SocketFamily family, SocketError code)
    {
        string wanted = family == SocketFamily.Unspecified ? "" : $" as {family}";
        return code switch
        {
            SocketError.TryAgain => $"cannot resolve '{host}'{wanted}: no name server answered; see /etc/resolv.conf, or write the address",
            SocketError.NoData when family != SocketFamily.Unspecified => $"'{host}' has no {family} address; drop {Prefix(family)} to take any",
            SocketError.NoData or SocketError.HostNotFound =>
                $"cannot resolve '{host}'{wanted}: no such name in /etc/hosts or the DNS (`getent ahosts {host}` asks the same way)",
            _ => $"cannot resolve '{host}'{wanted}: the system's resolver failed ({code})",
        };
    }

    private static SocketFamily FamilyOf(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork ? SocketFamily.IPv4 : SocketFamily.IPv6;

    private static string Prefix(SocketFamily family) => family == SocketFamily.IPv4 ? "ipv4@" : "ipv6@";
}
