using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>Compiles what keeps clients at servers.</summary>
internal static class PersistenceCompiler
{
    /// <summary>Null when the section has nothing of the kind.</summary>
    internal static PersistencePlan? Compile(ProxyConfig proxy, ExpressionCompiler expressions)
    {
        bool isHttp = proxy.Mode == ProxyMode.Http;
        bool usesDown = proxy.Options.GetValueOrDefault("persist");
        CookiePlan? cookie = proxy.Cookie is { } config && isHttp ? new CookiePlan(config) : null;
        if (cookie is null && proxy.StickRules.Count == 0 && !(usesDown && proxy.UseServers.Count > 0) && proxy.PersistRules.Count == 0 && proxy.RdpPersist is null)
        {
            return null;
        }

        List<PersistRulePlan> rules = [];
        foreach (PersistRuleConfig rule in proxy.PersistRules)
        {
            if (expressions.Condition(rule.Where, rule.Condition, RulePoints.UseServer) is { } condition)
            {
                rules.Add(new PersistRulePlan(rule.IsForce, condition));
            }
        }

        return new PersistencePlan
        {
            Cookie = cookie,
            Rules = [.. rules],
            RdpCookie = proxy.RdpPersist is { } rdp && !isHttp ? CookieOf(rdp, expressions) : null,
            OnRequest = RulesOf(proxy, expressions, StickUses.Match | StickUses.StoreRequest, RulePoints.UseServer),
            OnResponse = RulesOf(proxy, expressions, StickUses.StoreResponse, isHttp ? RulePoints.HttpResponse : RulePoints.TcpResponse),
            UsesServersDown = usesDown,
        };
    }

    /// <summary>As if the fetch of that cookie were written there.</summary>
    private static SamplePlan? CookieOf(RdpPersistConfig rdp, ExpressionCompiler expressions)
    {
        Word[] words = [.. rdp.Where.Words];
        words[rdp.Word] = words[rdp.Word] with { Text = $"req.rdp_cookie({rdp.Cookie})" };
        return expressions.Sample(rdp.Where with { Words = words }, rdp.Word, RulePoints.UseServer);
    }

    private static StickRulePlan[] RulesOf(ProxyConfig proxy, ExpressionCompiler expressions, StickUses uses, RulePoints point)
    {
        List<StickRulePlan> plans = [];
        foreach (StickRuleConfig rule in proxy.StickRules)
        {
            if ((rule.Uses & uses) == 0)
            {
                continue;
            }

            SamplePlan? key = expressions.Sample(rule.Where, rule.ExpressionWord, point);
            ConditionPlan? condition = expressions.Condition(rule.Where, rule.Condition, point);
            StickTableShared? table = TableOf(rule, proxy, expressions);
            if (key is not null && table is not null && (condition is not null || rule.Condition is null))
            {
                plans.Add(new StickRulePlan(rule.Uses, key, table, condition));
            }
        }

        return [.. plans];
    }

    private static StickTableShared? TableOf(StickRuleConfig rule, ProxyConfig proxy, ExpressionCompiler expressions)
    {
        string name = rule.Table ?? proxy.Name;
        if (expressions.Names.Tables.TryGetValue(name, out StickTableShared? table))
        {
            return table;
        }

        expressions.Diagnostics.Error(rule.Where, rule.ExpressionWord, $"there is no stick-table '{name}'", Suggest.Fix(name, expressions.Names.Tables.Keys) ?? "declare one in this section: stick-table type ip size 100k expire 30m");
        return null;
    }
}
