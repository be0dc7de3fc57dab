using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Config.Text;
using Engine.Config.Values;
using Engine.IO.Addressing;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary>
/// <c>-m ip</c> (CFG 7.1.6): the address lies in the network; the smallest such network is found. Both families live in one space
/// of 128 bits, IPv4 as ::ffff:a.b.c.d; an IPv6 address that stands for an IPv4 one is looked up as that, too.
/// </summary>
internal sealed class AddressMatcher(PatternOptions options) : PatternIndex
{
    private const int IPv4Offset = 96;

    private readonly AddressTrie _prefixes = new();

    /// <summary>What host names stood for when they were added.</summary>
    private readonly Dictionary<long, List<Network>> _resolved = [];

    /// <summary>Networks whose mask is no prefix, such as 255.0.255.0: rare, so a plain list.</summary>
    private (UInt128 Address, UInt128 Mask, PatternEntry Entry)[] _masked = [];

    /// <summary>Until the list is loaded: nothing may ask a name server while loops run.</summary>
    private bool _resolves = options.ResolveNames;

    public override SampleType Wants => SampleType.Address;

    public override PatternEntry? Find(in Sample sample)
    {
        UInt128 address = sample.Type == SampleType.IPv4 ? IpForms.Mapped((uint)sample.Address) : sample.Address;
        if (Lookup(address) is { } found)
        {
            return found;
        }

        return sample.Type == SampleType.IPv6 && IpForms.TryToIPv4(address, out uint ipv4) ? Lookup(IpForms.Mapped(ipv4)) : null;
    }

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        if (NetworkParser.TryParse(entry.Key, out Network network, out ValueIssue? issue))
        {
            Add(network, entry);
            return true;
        }

        if (!_resolves)
        {
            error = issue!.Message;
            return false;
        }

        if (!EndpointResolver.TryResolve(entry.Key, 0, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out error))
        {
            return false;
        }

        List<Network> networks = [];
        foreach (SocketEndpoint endpoint in endpoints)
        {
            networks.Add(WholeAddress(endpoint));
        }

        networks.ForEach(each => Add(each, entry));
        _resolved.Add(entry.Id, networks);
        return true;
    }

    public override void Remove(PatternEntry entry)
    {
        if (_resolved.Remove(entry.Id, out List<Network>? networks))
        {
            networks.ForEach(each => Remove(each, entry));
        }
        else if (NetworkParser.TryParse(entry.Key, out Network network, out _))
        {
            Remove(network, entry);
        }
    }

    public override void Publish() => _resolves = false;

    private static Network WholeAddress(SocketEndpoint endpoint)
    {
        EndpointAddress address = endpoint.ToAddress();
        bool isIPv6 = address.Family == SocketFamily.IPv6;
        UInt128 bits = address.ToBits();
        return new Network(isIPv6, isIPv6 ? bits : (uint)bits, isIPv6 ? UInt128.MaxValue : uint.MaxValue);
    }

    private static (UInt128 Address, UInt128 Mask) Widen(Network network) => network.IsIPv6
        ? (network.Address, network.Mask)
        : (IpForms.Mapped((uint)network.Address), (UInt128.MaxValue << (128 - IPv4Offset)) | network.Mask);

    /// <summary>The number of leading ones; -1 when others follow a zero.</summary>
    private static int BitsOf(UInt128 mask)
    {
        UInt128 rest = ~mask;
        return (rest & (rest + 1)) == 0 ? (int)UInt128.LeadingZeroCount(rest) : -1;
    }

    private PatternEntry? Lookup(UInt128 address)
    {
        if (_prefixes.Find(address) is { } found)
        {
            return found;
        }

        foreach ((UInt128 network, UInt128 mask, PatternEntry entry) in Volatile.Read(ref _masked))
        {
            if ((address & mask) == network)
            {
                return entry;
            }
        }

        return null;
    }

    private void Add(Network network, PatternEntry entry)
    {
        (UInt128 address, UInt128 mask) = Widen(network);
        int bits = BitsOf(mask);
        if (bits >= 0)
        {
            _prefixes.Add(address, bits, entry);
        }
        else
        {
            Volatile.Write(ref _masked, [.. _masked, (address, mask, entry)]);
        }
    }

    private void Remove(Network network, PatternEntry entry)
    {
        (UInt128 address, UInt128 mask) = Widen(network);
        int bits = BitsOf(mask);
        if (bits >= 0)
        {
            _prefixes.Remove(address, bits, entry);
        }
        else
        {
            Volatile.Write(ref _masked, Array.FindAll(_masked, each => !ReferenceEquals(each.Entry, entry)));
        }
    }
}
