using System;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads those <c>stats</c> lines of a proxy that are more than a value.</summary>
internal static class StatisticsLines
{
    private const int MsPerSecond = 1000;

    private static readonly string[] Actions = ["allow", "deny", "auth"];

    /// <summary>The page of that proxy, switched on by this line if by none before.</summary>
    public static StatisticsConfig Of(ProxyBuilder proxy, KeywordCall call) => proxy.Proxy.Statistics ??= new StatisticsConfig { Where = call.At };

    public static void BuildAuth(ProxyBuilder proxy, KeywordCall call)
    {
        string text = call.Text();
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            call.Error(call.Values[0].Word, "'stats auth' needs a user and a password", "write it as: stats auth USER:PASSWORD");
            return;
        }

        Of(proxy, call).Users.Add(new StatisticsUserConfig(text[..colon], text[(colon + 1)..]));
    }

    public static void BuildRefresh(ProxyBuilder proxy, KeywordCall call) => Of(proxy, call).RefreshSeconds = Math.Max(1, call.Int() / MsPerSecond);

    /// <summary><c>stats admin if|unless CONDITION</c>.</summary>
    public static void BuildAdmin(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count || ConditionLines.FindGuard(call.At, call.First) != call.First)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'stats admin' needs a condition", "write it as: stats admin if CONDITION");
            return;
        }

        if (ConditionLines.TryRead(proxy, call, call.First, out ConditionNode? condition))
        {
            SupportGate.CheckCondition(call.Context, call.At, call.First, condition!);
            Of(proxy, call).Admins.Add(new StatisticsAdminConfig(call.At, condition!));
        }
    }

    /// <summary><c>stats http-request allow|deny|auth [realm REALM] [if|unless CONDITION]</c>.</summary>
    public static void BuildRule(ProxyBuilder proxy, KeywordCall call)
    {
        string action = call.First < call.Count ? call.At.Words[call.First].Text : "";
        if (Array.IndexOf(Actions, action) < 0)
        {
            call.Error(Math.Min(call.First, call.Count - 1), action.Length == 0 ? "'stats http-request' needs an action" : $"'{action}' cannot be an action of 'stats http-request'", Suggest.Fix(action, Actions) ?? "write one of: allow, deny, auth");
            return;
        }

        int guard = ConditionLines.FindGuard(call.At, call.First + 1);
        if (!ConditionLines.TryRead(proxy, call, guard, out ConditionNode? condition))
        {
            return;
        }

        if (condition is not null)
        {
            SupportGate.CheckCondition(call.Context, call.At, guard, condition);
        }

        Of(proxy, call).Rules.Add(new RuleConfig(call.At, Ruleset.HttpRequest, action, call.First + 1, guard, condition));
    }
}
