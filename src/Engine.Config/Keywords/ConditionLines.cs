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
        if (TryReadChoice(proxy, call, "a backend", out LogFormat? format, out ConditionNode? condition))
        {
            proxy.Rules.Note(RulePhase.UseBackend, call);
            proxy.UseBackends.Add(new UseBackendConfig(call.At, call.At.Words[call.First].Text, condition, format));
        }
    }

    /// <summary><c>use-server NAME if|unless CONDITION</c>.</summary>
    public static void BuildUseServer(ProxyBuilder proxy, KeywordCall call)
    {
        if (!TryReadChoice(proxy, call, "a server", out LogFormat? format, out ConditionNode? condition))
        {
            return;
        }

        if (condition is null)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'use-server' needs a condition: without one no other server would ever be used", "write it as: use-server NAME if CONDITION");
            return;
        }

        proxy.Rules.Note(RulePhase.UseServer, call);
        proxy.UseServers.Add(new UseServerConfig(call.At, call.At.Words[call.First].Text, condition, format));
    }

    /// <summary>A name, plain or computed, and a condition.</summary>
    /// <returns>False when an error was reported.</returns>
    private static bool TryReadChoice(ProxyBuilder proxy, KeywordCall call, string what, out LogFormat? format, out ConditionNode? condition)
    {
        format = null;
        condition = null;
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs the name of {what}", $"write it as: {call.Name} NAME [if CONDITION]");
            return false;
        }

        int guard = FindGuard(call.At, call.First + 1);
        if (guard > call.First + 1)
        {
            call.Error(call.First + 1, $"a condition is expected, not '{call.At.Words[call.First + 1].Text}'", "write 'if' or 'unless' in front of it");
            return false;
        }

        bool isPlain = LogFormatParser.IsPlain(call.At.Words[call.First].Text);
        format = isPlain ? null : LogFormatParser.Parse(call.At, call.First, isLog: false, call.Context.Expressions);
        if (!TryRead(proxy, call, guard, out condition) || (format is null && !isPlain))
        {
            return false;
        }

        SupportGate.CheckArgument(call.Context, call.At, call.First);
        if (condition is not null)
        {
            SupportGate.CheckCondition(call.Context, call.At, guard, condition);
        }

        return true;
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
