using Engine.Proxy.Loops;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Clients;

/// <summary>Rules on a connection before it has an exchange (<c>tcp-request connection</c>, <c>tcp-request session</c>). None of them waits.</summary>
internal static class ConnectionRules
{
    /// <summary>False when a rule rejects the connection.</summary>
    internal static bool Admit(ProxyLoop place, ClientConnection client, RulePlan[] rules, RulePoints point)
    {
        if (rules.Length == 0)
        {
            return true;
        }

        int position = 0;
        RuleVerdict verdict = RuleRunner.Run(rules, new SampleContext(place, client, point) { IsFinal = true }, ref position);
        if (verdict.Kind == RuleVerdictKind.Drop)
        {
            client.DropAtClose();
        }

        return verdict.Kind is RuleVerdictKind.Continue or RuleVerdictKind.Stop;
    }
}
