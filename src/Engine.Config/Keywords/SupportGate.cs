using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>
/// The one place where trees that were parsed well are refused because the engine cannot evaluate them yet. The switches are
/// <see cref="Vocabulary.Conditions"/>, <see cref="Vocabulary.Samples"/>, <see cref="Vocabulary.LogFormats"/> and <see cref="Vocabulary.Logs"/>;
/// once a switch is on, each fetch, converter and alias must be in the vocabulary.
/// </summary>
internal static class SupportGate
{
    /// <summary>Refuses <c>if</c>/<c>unless</c>, or the names in the condition that are missing.</summary>
    /// <param name="keyword">Index of <c>if</c> or <c>unless</c>.</param>
    public static void CheckCondition(ReadContext context, Statement at, int keyword, ConditionNode condition)
    {
        if (!context.Vocabulary.Conditions)
        {
            context.NotSupported(at, keyword, $"a condition ('{at.Words[keyword].Text}')");
            return;
        }

        CheckNodes(context, at, condition);
    }

    /// <summary>Refuses an <c>acl</c> line, or the names in it that are missing.</summary>
    public static void CheckAcl(KeywordCall call, AclTest test)
    {
        if (!call.Context.Vocabulary.Conditions)
        {
            call.NotSupported();
            return;
        }

        CheckSample(call.Context, call.At, test.Sample);
    }

    /// <summary>Refuses <c>log-format</c>, or the aliases and samples in it that are missing.</summary>
    public static void CheckLogFormat(KeywordCall call, LogFormat format)
    {
        if (!call.Context.Vocabulary.Logs || !call.Context.Vocabulary.LogFormats)
        {
            call.NotSupported();
            return;
        }

        CheckItems(call.Context, call.At, format);
    }

    /// <summary>Refuses what is evaluated in an argument that takes a format; plain text always passes.</summary>
    public static void CheckArgument(ReadContext context, Statement at, int word)
    {
        string text = at.Words[word].Text;
        if (LogFormatParser.IsPlain(text))
        {
            return;
        }

        // It parsed once without a fault, so parsing it again finds none.
        if (LogFormatParser.Parse(at, word, isLog: false, context.Expressions) is { } format)
        {
            CheckItems(context, at, format);
        }
    }

    /// <summary>Refuses a sample expression, or the names in it that are missing.</summary>
    public static void CheckSample(ReadContext context, Statement at, SampleExpression expression)
    {
        if (!context.Vocabulary.Samples)
        {
            Refuse(context, at, expression.Fetch.Where, $"the sample fetch '{expression.Fetch.Name}'");
            return;
        }

        if (!Vocabulary.Has(context.Vocabulary.SampleFetches, expression.Fetch.Name))
        {
            Refuse(context, at, expression.Fetch.Where, $"the sample fetch '{expression.Fetch.Name}'");
        }

        foreach (SampleCall converter in expression.Converters)
        {
            if (!Vocabulary.Has(context.Vocabulary.Converters, converter.Name))
            {
                Refuse(context, at, converter.Where, $"the converter '{converter.Name}'");
            }
        }
    }

    private static void CheckItems(ReadContext context, Statement at, LogFormat format)
    {
        foreach (LogItem item in format.Items)
        {
            if (item is LogSample sample)
            {
                CheckSample(context, at, sample.Expression);
            }
            else if (item is LogAlias alias && !(context.Vocabulary.LogFormats && Vocabulary.Has(context.Vocabulary.LogAliases, alias.Alias)))
            {
                Refuse(context, at, alias.Where, $"the log alias '%{alias.Alias}'");
            }
        }
    }

    /// <summary>Only what stands on this line: a named ACL was checked where it was declared.</summary>
    private static void CheckNodes(ReadContext context, Statement at, ConditionNode node)
    {
        switch (node)
        {
            case NotCondition not:
                CheckNodes(context, at, not.Inner);
                break;
            case AndCondition and:
                CheckAll(context, at, and.Terms);
                break;
            case OrCondition or:
                CheckAll(context, at, or.Terms);
                break;
            case InlineCondition inline:
                CheckSample(context, at, inline.Test.Sample);
                break;
            case NamedCondition named when PredefinedAcls.All.ContainsKey(named.Name):
                CheckPredefined(context, at, named);
                break;
        }
    }

    private static void CheckPredefined(ReadContext context, Statement at, NamedCondition named)
    {
        foreach (AclTest test in named.Tests)
        {
            bool supported = context.Vocabulary.Samples && Vocabulary.Has(context.Vocabulary.SampleFetches, test.Sample.Fetch.Name);
            if (!supported && test.Sample.Fetch.Where.Length == 0)
            {
                Refuse(context, at, named.Where, $"the predefined ACL '{named.Name}'");
            }
        }
    }

    private static void CheckAll(ReadContext context, Statement at, IReadOnlyList<ConditionNode> terms)
    {
        foreach (ConditionNode term in terms)
        {
            CheckNodes(context, at, term);
        }
    }

    private static void Refuse(ReadContext context, Statement at, SourceSpan where, string what) =>
        context.Diagnostics.Add(new Diagnostic(Severity.Error, where, at.Raw, $"{what} is known, but not supported yet"));
}
