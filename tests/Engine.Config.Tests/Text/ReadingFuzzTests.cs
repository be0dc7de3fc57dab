using System;
using System.Text;
using Engine.Config.Conditions;
using Engine.Config.Text;
using Engine.Config.Values;
using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>Random configurations made of the characters that matter: nothing may throw, and every finding must lie within its line.</summary>
public sealed class ReadingFuzzTests
{
    private const int Rounds = 3_000;

    private static readonly string[] Pieces =
    [
        " ", "\t", "\n", "\r", "\0", "\"", "'", "\\", "\\x", "\\x41", "#", "$", "${", "}", "$A", "${A}", "${L[*]}", "${U-d}", "-", ".", ".if ", ".elif ", ".else", ".endif",
        ".alert ", "(", ")", "!", "&&", "||", "streq", "defined", ",", "0", "1", "80", ":", "::1", "[", "]", "/", "@", "unix@", "fd@", "10.0.0.1", "bind", "\u00e9", "\ud83d\ude00", "s", "ms", "k", "+", "*",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomText_NeverThrows_AndFindingsLieInTheirLines(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            string text = RandomText(random, 60);
            Reading reading = Reading.Exactly(text, "A=a b", "L= x  y ", "E=");
            foreach (Statement statement in reading.Statements)
            {
                Assert.InRange(statement.Words.Count, 1, 64);
                for (int i = 0; i < statement.Words.Count; i++)
                {
                    SourceSpan span = statement.SpanOf(i);
                    Assert.True(span.Column >= 1 && span.Length >= 1 && span.Column - 1 + span.Length <= statement.Raw.Length, $"seed {seed}, round {round}: {text}");
                }
            }

            foreach (Diagnostic diagnostic in reading.Diagnostics.All)
            {
                SourceSpan span = diagnostic.Where;
                Assert.True(span.Column >= 1 && span.Column - 1 + span.Length <= diagnostic.SourceLine.Length, $"seed {seed}, round {round}: {diagnostic} in {text}");
            }

            Assert.NotNull(DiagnosticRenderer.Render(reading.Diagnostics, showDiagnostics: true));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void RandomValues_NeverThrow_AndIssuesLieInTheirText(int seed)
    {
        var random = new Random(seed);
        ConfigEnvironment environment = Reading.Environment("A=a b", "P=80");
        for (int round = 0; round < Rounds; round++)
        {
            string text = RandomText(random, 6);
            Check(text, TimeValue.TryParse(text, TimeUnit.Milliseconds, out _, out ValueIssue? issue), issue);
            Check(text, SizeValue.TryParse(text, out _, out issue), issue);
            Check(text, NetworkParser.TryParse(text, out _, out issue), issue);
            Check(text, AddressParser.TryParse(text, AddressRules.Server, environment, out _, out issue), issue);
            Check(text, AddressParser.TryParseList(text, AddressRules.Bind, environment, out _, out issue), issue);
            ConditionResult condition = ConditionEvaluator.EvaluateCommandLine(text, environment, EngineFeatures.None);
            Check(ByteText.FromUnicode(text), !condition.IsError, condition.Issue);
        }
    }

    [Fact]
    public void DeepParentheses_AreAnIssue_NotAStackOverflow()
    {
        string text = new string('(', 1_000_000) + "1";
        Assert.True(ConditionEvaluator.Evaluate(text, new ConfigEnvironment(), EngineFeatures.None).IsError);
    }

    private static void Check(string text, bool success, ValueIssue? issue)
    {
        Assert.True(success || issue is not null, text);
        Assert.True(issue is null || (issue.Offset >= 0 && issue.Length >= 0 && issue.Offset + issue.Length <= text.Length), $"{issue} in '{text}'");
    }

    private static string RandomText(Random random, int piecesMax)
    {
        var text = new StringBuilder();
        for (int i = random.Next(piecesMax + 1); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
