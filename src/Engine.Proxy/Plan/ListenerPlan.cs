using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>One address and port of a bind line, or one inherited descriptor.</summary>
/// <param name="Bind">The line it came from.</param>
/// <param name="Endpoint">Null for an inherited descriptor.</param>
/// <param name="Descriptor">The inherited descriptor (<c>fd@N</c>); -1 otherwise.</param>
/// <param name="Options">Socket options, <c>SO_REUSEPORT</c> included.</param>
public sealed record ListenerPlan(BindConfig Bind, SocketEndpoint? Endpoint, int Descriptor, ListenOptions Options)
{
    /// <summary><c>id</c> of the bind line, or the first free number of the frontend in order of declaration.</summary>
    public int Id { get; init; }

    /// <summary><c>guid-prefix</c> of the bind line with the number of the address on it; null = none.</summary>
    public string? Guid { get; init; }

    /// <summary>What is counted about it, with <c>option socket-stats</c>; else null.</summary>
    public TrafficShared? Traffic { get; init; }

    /// <summary>As it would stand in a bind line.</summary>
    public string Place => Endpoint?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"fd@{Descriptor}");

    /// <summary>True when a socket that listens for one listens for the other as well.</summary>
    public bool IsSamePlace(ListenerPlan other) =>
        Descriptor == other.Descriptor && Equals(Endpoint, other.Endpoint) && Options.Interface == other.Options.Interface && Options.ReusePort == other.Options.ReusePort;

    /// <summary>Null when this listener does not speak TLS.</summary>
    public TlsListenerShared? Tls { get; init; }

    /// <summary><c>name</c> of the bind line; empty without one.</summary>
    public byte[] NameBytes { get; } = ByteText.ToBytes(Bind.Name ?? "");
}
