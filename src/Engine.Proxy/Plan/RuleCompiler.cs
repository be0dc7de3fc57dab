using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Plan;

/// <summary>Compiles the rule lines of one section.</summary>
internal sealed class RuleCompiler(StageCatalog stages, ExpressionCompiler expressions)
{
    /// <param name="inBackend">True for the server side of a section. The rules of a listen section count once, those on what servers say here and all others there.</param>
    internal RulesetPlans Compile(ProxyConfig proxy, bool inBackend)
    {
        Ruleset[] rulesets = Enum.GetValues<Ruleset>();
        List<RulePlan>[] lists = Array.ConvertAll(rulesets, _ => new List<RulePlan>());
        List<RulePlan> redirects = [];
        foreach (RuleConfig rule in proxy.Rules)
        {
            bool belongs = proxy.Kind != ProxyKind.Listen || (rule.Ruleset == Ruleset.TcpResponseContent) == inBackend;
            if (belongs && Compile(rule, PointOf(rule.Ruleset, inBackend)) is { } plan)
            {
                (rule.IsRedirectLine ? redirects : lists[(int)rule.Ruleset]).Add(plan);
            }
        }

        return new RulesetPlans(Array.ConvertAll(lists, list => list.ToArray()), [.. redirects]) { Page = PageOf(proxy, inBackend) };
    }

    /// <summary>The statistics page of a section, once; it is shown over HTTP only.</summary>
    private RulePlan[] PageOf(ProxyConfig proxy, bool inBackend)
    {
        if (proxy.Statistics is not { } config || stages.StatisticsPage is not { } create || (proxy.Kind == ProxyKind.Listen && inBackend))
        {
            return [];
        }

        if (proxy.Mode != ProxyMode.Http)
        {
            expressions.Diagnostics.Warning(config.Where, 0, $"the statistics page of '{proxy.Name}' is not shown: it needs 'mode http'");
            return [];
        }

        RulePoints point = PointOf(Ruleset.HttpRequest, inBackend);
        List<RulePlan> rules = [];
        foreach (RuleConfig rule in config.Rules)
        {
            if (Compile(rule, point) is { } plan)
            {
                rules.Add(plan);
            }
        }

        List<ConditionPlan> admins = [];
        foreach (StatisticsAdminConfig admin in config.Admins)
        {
            if (expressions.Condition(admin.Where, admin.Condition, point) is { } condition)
            {
                admins.Add(condition);
            }
        }

        StatisticsPlan page = new(config, proxy.Name, new AccessPlan([.. rules]), admins) { BodyTimeoutMs = proxy.Timeouts.HttpRequestMs ?? proxy.Timeouts.ClientMs ?? 0 };
        return [new RulePlan(config.Where, null, create(page))];
    }

    private RulePlan? Compile(RuleConfig rule, RulePoints point)
    {
        if (stages.ActionOf(rule.Action, rule.Ruleset) is not { } row)
        {
            expressions.Diagnostics.Error(rule.Where, rule.FirstArgument - 1, $"the action '{rule.Action}' is not built into this binary");
            return null;
        }

        int errors = expressions.Diagnostics.Errors;
        RuleArguments arguments = new(rule, expressions, point);
        RuleAction? action = row.Create(arguments);
        ConditionPlan? condition = expressions.Condition(rule.Where, rule.Condition, point);
        return action is null || expressions.Diagnostics.Errors > errors ? null : new RulePlan(rule.Where, condition, action);
    }

    private static RulePoints PointOf(Ruleset ruleset, bool inBackend) => ruleset switch
    {
        Ruleset.TcpRequestConnection => RulePoints.TcpConnection,
        Ruleset.TcpRequestSession => RulePoints.TcpSession,
        Ruleset.TcpRequestContent => inBackend ? RulePoints.BackendTcpRequest : RulePoints.FrontendTcpRequest,
        Ruleset.TcpResponseContent => RulePoints.TcpResponse,
        Ruleset.HttpRequest => inBackend ? RulePoints.BackendHttpRequest : RulePoints.FrontendHttpRequest,
        Ruleset.HttpResponse => RulePoints.HttpResponse,
        _ => RulePoints.HttpAfterResponse,
    };
}
