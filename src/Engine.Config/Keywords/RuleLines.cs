using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Known;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads rule lines: <c>http-request ACTION [ARGUMENTS] [if|unless CONDITION]</c> and their kin, and <c>redirect</c>.</summary>
internal static class RuleLines
{
    public static void Build(ProxyBuilder proxy, KeywordCall call, Ruleset ruleset)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs an action", $"write it as: {call.Name} ACTION [if CONDITION]");
            return;
        }

        Read(proxy, call, ruleset, call.First);
    }

    /// <summary><c>redirect ...</c>, an http-request rule of its own phase.</summary>
    public static void BuildRedirect(ProxyBuilder proxy, KeywordCall call)
    {
        Read(proxy, call, Ruleset.HttpRequest, call.Word);
    }

    /// <param name="actionWord">Index of the action.</param>
    private static void Read(ProxyBuilder proxy, KeywordCall call, Ruleset ruleset, int actionWord)
    {
        string written = call.At.Words[actionWord].Text;
        int open = written.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? written : written[..open];
        bool isRedirectLine = actionWord == call.Word;
        RuleAction? action = isRedirectLine ? RuleActions.RedirectLine : RuleActions.Find(name);
        string owner = isRedirectLine ? "http-request" : call.Name;
        bool isBrought = call.Context.Vocabulary.Actions.TryGetValue(owner, out IReadOnlyCollection<string>? brought) && Vocabulary.Has(brought, name);
        bool isKnown = action is not null && (action.Rulesets & RuleAction.SetOf(ruleset)) != 0;
        if (!isBrought && !isKnown)
        {
            ReportUnknown(call, actionWord, name, ruleset, brought ?? []);
            return;
        }

        int guard = ConditionLines.FindGuard(call.At, actionWord + 1 + (action?.RequiredWords ?? 0));
        if (!ConditionLines.TryRead(proxy, call, guard, out ConditionNode? condition))
        {
            return;
        }

        var words = new KeywordCall(call.Context, call.At, name, actionWord, actionWord + 1) { Count = guard };
        if (action is { Grammar.IsFree: false } && !new ArgumentReader(action.Grammar, words).TryRead(mustEnd: true, out _))
        {
            return;
        }

        if (action?.Refusal is { } refusal)
        {
            call.Error(actionWord, refusal, action.Advice);
            return;
        }

        if (!isBrought)
        {
            call.NotSupported(isRedirectLine ? "'redirect'" : $"'{call.Name} {name}'", actionWord);
            return;
        }

        Gate(call, words, condition, guard);
        CaptureLines.NoteRule(proxy, words, ruleset);
        Add(proxy, call, new RuleConfig(call.At, ruleset, name, actionWord + 1, guard, condition), isRedirectLine, action);
    }

    private static void Gate(KeywordCall call, KeywordCall words, ConditionNode? condition, int guard)
    {
        foreach (ArgumentValue value in words.Values)
        {
            if (value.Argument.Kind is ArgumentKind.Format or ArgumentKind.Pair)
            {
                SupportGate.CheckArgument(call.Context, call.At, value.Argument.Kind == ArgumentKind.Pair ? value.Word + 1 : value.Word);
            }
            else if (value.Argument.Kind == ArgumentKind.Sample && SampleParser.Parse(call.At, value.Word, call.Context.Expressions) is { } sample)
            {
                SupportGate.CheckSample(call.Context, call.At, sample);
            }
        }

        if (condition is not null)
        {
            SupportGate.CheckCondition(call.Context, call.At, guard, condition);
        }
    }

    private static void Add(ProxyBuilder proxy, KeywordCall call, RuleConfig rule, bool isRedirectLine, RuleAction? action)
    {
        if ((isRedirectLine ? RulePhase.Redirect : PhaseOf(rule.Ruleset)) is { } phase)
        {
            proxy.Rules.Note(phase, call);
        }

        if (isRedirectLine)
        {
            proxy.Rules.AddRedirect(rule);
            return;
        }

        if (proxy.Rules.FinalOf(rule.Ruleset) is { } final)
        {
            call.Warning(call.Word, $"this rule is never reached: the '{final.Action}' on line {final.Where.Line} ends the {call.Name} rules and has no condition", "put a condition behind that rule, or remove this one");
        }

        proxy.Rules.Add(rule, action is { IsFinal: true } && rule.Condition is null);
    }

    private static void ReportUnknown(KeywordCall call, int word, string name, Ruleset ruleset, IReadOnlyCollection<string> brought)
    {
        if (RuleActions.Find(name) is not null)
        {
            call.Error(word, $"'{name}' cannot be an action of '{call.Name}'", $"it belongs in {Spelling.List(HomesOf(name), "or")}");
            return;
        }

        if (name.StartsWith("lua.", StringComparison.Ordinal))
        {
            call.NotSupported($"'{call.Name} lua.*'", word);
            return;
        }

        var candidates = new List<string>(brought);
        foreach (RuleAction action in RuleActions.All)
        {
            if ((action.Rulesets & RuleAction.SetOf(ruleset)) != 0)
            {
                candidates.Add(action.Name);
            }
        }

        call.Error(word, $"unknown action '{name}' of '{call.Name}'", Suggest.Fix(name, candidates));
    }

    private static List<string> HomesOf(string action)
    {
        var homes = new List<string>();
        foreach ((Ruleset ruleset, string keyword) in RuleKeywords.Rulesets)
        {
            if ((RuleActions.Find(action)!.Rulesets & RuleAction.SetOf(ruleset)) != 0)
            {
                homes.Add(keyword);
            }
        }

        return homes;
    }

    private static RulePhase? PhaseOf(Ruleset ruleset) => ruleset switch
    {
        Ruleset.TcpRequestConnection => RulePhase.TcpConnection,
        Ruleset.TcpRequestSession => RulePhase.TcpSession,
        Ruleset.TcpRequestContent => RulePhase.TcpContent,
        Ruleset.HttpRequest => RulePhase.HttpRequest,
        _ => null,
    };
}
