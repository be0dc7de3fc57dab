using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Conditions;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>What a statistics page is made with.</summary>
/// <param name="Config">The <c>stats</c> lines.</param>
/// <param name="Proxy">Name of the section they stand in.</param>
/// <param name="Access"><c>stats http-request</c> rules.</param>
/// <param name="Admins"><c>stats admin</c>: one that holds is enough.</param>
public sealed record StatisticsPlan(StatisticsConfig Config, string Proxy, AccessPlan Access, IReadOnlyList<ConditionPlan> Admins)
{
    /// <summary>How long a client may take for the body of a change, ms; 0 = for ever.</summary>
    public int BodyTimeoutMs { get; init; }

    /// <summary>Whether the client may change anything.</summary>
    public bool AllowsChanges(in SampleContext context)
    {
        foreach (ConditionPlan condition in Admins)
        {
            context.Scratch.Clear();
            if (condition.IsTrue(context))
            {
                return true;
            }
        }

        return false;
    }
}
