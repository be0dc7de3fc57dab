using System.Collections.Generic;
using System.Text;
using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>Answers the conditions of <c>.if</c>, <c>.elif</c> and <c>-cc</c> (CFG 2.4).</summary>
public static class ConditionEvaluator
{
    /// <summary>
    /// The answer to an expression whose quotes and variables are already resolved. Empty is false. All of it is read before it is
    /// answered: an error behind a decisive term is still an error.
    /// </summary>
    public static ConditionResult Evaluate(string expression, ConfigEnvironment environment, EngineFeatures engine)
    {
        var parser = new ConditionParser(expression, new ConditionContext(environment, engine));
        return parser.Read();
    }

    /// <summary>
    /// The argument of <c>-cc</c>: split like a configuration line first, so that quotes and "$VAR" work. Offsets of an issue are those
    /// of the argument where the writing is plain, of its word otherwise. A comment sign does not start a comment here.
    /// </summary>
    public static ConditionResult EvaluateCommandLine(string argument, ConfigEnvironment environment, EngineFeatures engine)
    {
        string raw = ByteText.FromUnicode(argument);
        var diagnostics = new DiagnosticBag();
        var splitter = new WordSplitter(environment) { HashIsText = true };
        if (!splitter.TrySplit(new SourceLine("-cc", 1, raw, ""), diagnostics, out IReadOnlyList<Word> words))
        {
            foreach (Diagnostic found in diagnostics.All)
            {
                if (found.Severity == Severity.Error)
                {
                    return new ConditionResult(false, new ValueIssue(found.Where.Column - 1, found.Where.Length, found.Message, found.Fix));
                }
            }
        }

        var line = new Statement("-cc", 1, raw, words);
        ConditionResult result = Evaluate(JoinFrom(line, 0), environment, engine);
        return result.Issue is { } issue ? result with { Issue = Place(issue, Locate(line, 0, issue)) } : result;
    }

    /// <summary>The expression of a line: its words from <paramref name="first"/> on, one space between them.</summary>
    internal static string JoinFrom(Statement line, int first)
    {
        var text = new StringBuilder();
        for (int i = first; i < line.Words.Count; i++)
        {
            text.Append(i == first ? "" : " ").Append(line.Words[i].Text);
        }

        return text.ToString();
    }

    /// <summary>Where an issue of the joined expression stands in the line.</summary>
    internal static SourceSpan Locate(Statement line, int first, ValueIssue issue)
    {
        int offset = issue.Offset;
        for (int i = first; i < line.Words.Count; i++)
        {
            int length = line.Words[i].Text.Length;
            if (offset < length || (offset == length && (issue.Length == 0 || i == line.Words.Count - 1)))
            {
                return line.SpanWithin(i, offset, System.Math.Min(issue.Length, length - offset));
            }

            offset -= length + 1;
        }

        return line.SpanAfterLast();
    }

    private static ValueIssue Place(ValueIssue issue, SourceSpan span) => issue with { Offset = span.Column - 1, Length = span.Length };
}
