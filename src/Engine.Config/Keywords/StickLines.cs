using Engine.Config.Expressions;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>stick ...</c>, <c>force-persist</c> and <c>ignore-persist</c>.</summary>
internal static class StickLines
{
    /// <summary><c>stick on EXPRESSION [table TABLE] [if CONDITION]</c> and its kin.</summary>
    public static void Build(ProxyBuilder proxy, KeywordCall call, StickUses uses)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs an expression", $"write it as: {call.Name} EXPRESSION [table TABLE] [if CONDITION]");
            return;
        }

        int guard = ConditionLines.FindGuard(call.At, call.First + 1);
        int next = call.First + 1;
        string? table = null;
        if (next < guard && call.At.Words[next].Text == "table" && next + 1 < guard)
        {
            table = call.At.Words[next + 1].Text;
            next += 2;
        }

        if (next < guard)
        {
            call.Error(next, $"unexpected '{call.At.Words[next].Text}'", $"write it as: {call.Name} EXPRESSION [table TABLE] [if CONDITION]");
            return;
        }

        if (!ConditionLines.TryRead(proxy, call, guard, out ConditionNode? condition) || SampleParser.Parse(call.At, call.First, call.Context.Expressions) is not { } sample)
        {
            return;
        }

        SupportGate.CheckSample(call.Context, call.At, sample);
        if (condition is not null)
        {
            SupportGate.CheckCondition(call.Context, call.At, guard, condition);
        }

        proxy.StickRules.Add(new StickRuleConfig(call.At, uses, call.First, table, condition));
    }

    /// <summary><c>force-persist if CONDITION</c>, <c>ignore-persist if CONDITION</c>.</summary>
    public static void BuildPersist(ProxyBuilder proxy, KeywordCall call, bool isForce)
    {
        if (ConditionLines.FindGuard(call.At, call.First) != call.First || call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs a condition", $"write it as: {call.Name} if CONDITION");
            return;
        }

        if (ConditionLines.TryRead(proxy, call, call.First, out ConditionNode? condition))
        {
            SupportGate.CheckCondition(call.Context, call.At, call.First, condition!);
            proxy.PersistRules.Add(new PersistRuleConfig(call.At, isForce, condition!));
        }
    }
}
