using Engine.Proxy.Samples;

namespace Engine.Proxy.Rules;

/// <summary>What one rule does, compiled. Shared by all loops, so without state of its own.</summary>
public abstract class RuleAction
{
    /// <summary>
    /// Called once per message or connection that reaches the rule and meets its condition, on its loop; must not block or allocate.
    /// An action that waits is called again, and finds what it kept in <see cref="SampleContext.Exchange"/> in the exchange.
    /// </summary>
    public abstract RuleVerdict Run(in SampleContext context);
}
