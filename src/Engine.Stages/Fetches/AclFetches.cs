using System.Collections.Generic;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Conditions as values (CFG 7.3.2 acl).</summary>
internal static class AclFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("acl", "True when all the named ACLs of the section hold; an exclamation mark in front asks for the opposite.", SampleNeeds.Nothing, Create),
    ];

    private static AclFetch? Create(SampleCallArguments call)
    {
        List<string> names = [];
        for (int i = 0; i < call.Count; i++)
        {
            names.Add(call.Text(i).Trim());
        }

        return call.Compiler.AllOf(names, call) is { } condition ? new AclFetch(condition) : null;
    }

    private sealed class AclFetch(ConditionPlan condition) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            Truth truth = condition.Evaluate(context);
            sample.Set(truth == Truth.Yes);
            sample.MayChange = truth == Truth.Maybe;
            return true;
        }
    }
}
