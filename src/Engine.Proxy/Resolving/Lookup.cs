using Engine.IO.Addressing;
using Engine.IO.DomainNames;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Resolving;

/// <summary>
/// A rule's question for the address of a host (CFG 4.3 do-resolve): made on the exchange's loop, answered on the one that resolves,
/// and read on the former again. Whoever asked may have gone in the meantime.
/// </summary>
public sealed class Lookup
{
    private readonly ProxyLoop _asker;
    private readonly Exchange _exchange;

    internal Lookup(Exchange exchange, string name, bool prefersIPv4)
    {
        _asker = exchange.Place;
        _exchange = exchange;
        Name = name;
        PrefersIPv4 = prefersIPv4;
    }

    /// <summary>In lower case.</summary>
    public string Name { get; }

    public bool PrefersIPv4 { get; }

    /// <summary>True once there is an answer.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Unspecified when there is none, or not yet; its port is 0.</summary>
    public EndpointAddress Address { get; private set; }

    /// <summary>Begins to look for the address of a host; the rule that waits is run again when it is known.</summary>
    /// <param name="resolvers">Name of a section of the exchange's plan.</param>
    /// <param name="host">A name that can be asked for (<see cref="DnsQuestion.IsName"/>).</param>
    public static void Begin(Exchange exchange, string resolvers, string host, bool prefersIPv4)
    {
        Lookup lookup = new(exchange, host.ToLowerInvariant(), prefersIPv4);
        exchange.Settings.Lookup = lookup;
        if (exchange.Place.Resolvers?.Find(resolvers) is { } resolver)
        {
            resolver.Post(lookup);
            return;
        }

        // The section went with a reload.
        lookup.IsDone = true;
    }

    /// <summary>Whoever asked has what it wanted.</summary>
    public static void End(Exchange exchange) => exchange.Settings.Lookup = null;

    /// <summary>On the loop that resolves.</summary>
    internal void Answer(DnsAnswer answer)
    {
        EndpointAddress address = answer.Records.Count > 0 ? answer.Records[0].Address : default;
        Address = address;
        _asker.Loop.Post(static state => ((Lookup)state!).Deliver(), this);
    }

    private void Deliver()
    {
        IsDone = true;
        if (ReferenceEquals(_exchange.Settings.Lookup, this))
        {
            _exchange.RuleWait.End();
        }
    }
}
