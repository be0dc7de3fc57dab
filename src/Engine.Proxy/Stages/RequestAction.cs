using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Stages;

/// <summary>What one http-request rule does, compiled. Shared by all loops, so without state of its own.</summary>
public abstract class RequestAction
{
    /// <summary>Called once per request that reaches the rule, on the exchange's loop; must not block.</summary>
    public abstract ActionVerdict Run(Exchange exchange);
}
