using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>acl</c> lines and what stands behind <c>if</c> and <c>unless</c>.</summary>
internal static class ConditionLines
{
    /// <returns>Index of the first <c>if</c> or <c>unless</c> from <paramref name="from"/> on; one past the end when there is none.</returns>
    public static int FindGuard(Statement at, int from)
    {
        for (int i = from; i < at.Words.Count; i++)
        {
            if (at.Words[i].Text is "if" or "unless")
            {
                return i;
            }
        }

        return at.Words.Count;
    }

    /// <param name="guard">From <see cref="FindGuard"/>.</param>
    /// <param name="condition">Null when there is none.</param>
    /// <returns>False when an error was reported.</returns>
    public static bool TryRead(ProxyBuilder proxy, KeywordCall call, int guard, out ConditionNode? condition)
    {
        condition = null;
        if (guard >= call.At.Words.Count)
        {
            return true;
        }

        condition = RuleConditionParser.Parse(call.At, guard, proxy.Acls);
        return condition is not null;
    }

    /// <summary><c>acl NAME FETCH [FLAGS] [PATTERNS]</c>; the same name again adds an alternative.</summary>
    public static void BuildAcl(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'acl' needs a name", "write it as: acl NAME FETCH [FLAGS] [PATTERNS]");
            return;
        }

        string name = call.At.Words[call.First].Text;
        int bad = Names.FirstInvalid(name);
        if (name.Length == 0 || bad >= 0)
        {
            call.Context.Diagnostics.Error(call.At, call.First, name.Length == 0 ? new ValueIssue(0, 0, "the name of an ACL cannot be empty") : Names.Issue(name, bad));
            return;
        }

        if (name is "or" or "if" or "unless")
        {
            call.Error(call.First, $"an ACL cannot be called '{name}': the word has a meaning in conditions", "choose another name");
            return;
        }

        AclTest? test = AclParser.Parse(call.At, call.First + 1, call.Count, call.Context.Expressions);
        proxy.Acls.Declare(name, test, call.At);
        if (test is not null)
        {
            proxy.AclLines.Add(new AclConfig(call.At, name, test));
            SupportGate.CheckAcl(call, test);
        }
    }

    /// <summary><c>use_backend NAME [if|unless CONDITION]</c>.</summary>
    public static void BuildUseBackend(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'use_backend' needs the name of a backend", "write it as: use_backend NAME [if CONDITION]");
            return;
        }

        int guard = FindGuard(call.At, call.First + 1);
        if (guard > call.First + 1)
        {
            call.Error(call.First + 1, $"a condition is expected, not '{call.At.Words[call.First + 1].Text}'", "write 'if' or 'unless' in front of it");
            return;
        }

        string name = call.At.Words[call.First].Text;
        bool isPlain = LogFormatParser.IsPlain(name);
        LogFormat? format = isPlain ? null : LogFormatParser.Parse(call.At, call.First, isLog: false, call.Context.Expressions);
        if (!TryRead(proxy, call, guard, out ConditionNode? condition) || (format is null && !isPlain))
        {
            return;
        }

        proxy.Rules.Note(RulePhase.UseBackend, call);
        SupportGate.CheckArgument(call.Context, call.At, call.First);
        if (condition is not null)
        {
            SupportGate.CheckCondition(call.Context, call.At, guard, condition);
        }

        proxy.UseBackends.Add(new UseBackendConfig(call.At, name, condition, format));
    }

    /// <summary><c>monitor fail if|unless CONDITION</c>.</summary>
    public static void BuildMonitorFail(ProxyBuilder proxy, KeywordCall call)
    {
        if (FindGuard(call.At, call.First) != call.First || call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'monitor fail' needs a condition", "write it as: monitor fail if CONDITION");
            return;
        }

        if (TryRead(proxy, call, call.First, out ConditionNode? condition))
        {
            proxy.Rules.Note(RulePhase.MonitorFail, call);
            SupportGate.CheckCondition(call.Context, call.At, call.First, condition!);
            proxy.MonitorFails.Add(new MonitorFailConfig(call.At, condition!));
        }
    }

    /// <summary>A keyword that is not supported yet and may end with a condition: its condition is checked all the same.</summary>
    public static void BuildKnown(ProxyBuilder proxy, KeywordCall call)
    {
        if (TryRead(proxy, call, FindGuard(call.At, call.First), out _))
        {
            call.NotSupported();
        }
    }
}
