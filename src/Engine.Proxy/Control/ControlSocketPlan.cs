using Engine.Config.Model;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Control;

/// <summary>One socket of the runtime API.</summary>
/// <param name="Listener">Where it listens.</param>
/// <param name="Level">What its clients may do.</param>
/// <param name="Name">As <c>show cli sockets</c> has it: "unix@/run/weir.sock", "ipv4@127.0.0.1:9999".</param>
public sealed record ControlSocketPlan(ListenerPlan Listener, ControlLevel Level, string Name)
{
    /// <summary><c>expose-fd listeners</c>: a new process may take the listening sockets over by this one.</summary>
    public bool ExposesListeners { get; init; }

    /// <summary>True when a socket that was opened for one serves the other: the same address, owner and mode.</summary>
    internal bool IsSamePlace(ControlSocketPlan other) => Name == other.Name && Listener.IsSamePlace(other.Listener) && Listener.Options == other.Listener.Options;

    /// <summary>How messages show their severity, until a client asks for something else.</summary>
    public SeverityOutput Severities { get; init; }
}
