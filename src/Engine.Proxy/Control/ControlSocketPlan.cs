using Engine.Config.Model;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Control;

/// <summary>One socket of the runtime API.</summary>
/// <param name="Listener">Where it listens.</param>
/// <param name="Level">What its clients may do.</param>
/// <param name="Name">As <c>show cli sockets</c> has it: "unix@/run/weir.sock", "ipv4@127.0.0.1:9999".</param>
public sealed record ControlSocketPlan(ListenerPlan Listener, ControlLevel Level, string Name)
{
    /// <summary>How messages show their severity, until a client asks for something else.</summary>
    public SeverityOutput Severities { get; init; }
}
