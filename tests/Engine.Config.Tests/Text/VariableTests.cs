using System.Collections.Generic;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>CFG 2.3: variables, their defaults and lists, the pseudo variables, and how the file itself changes them.</summary>
public sealed class VariableTests
{
    [Theory]
    [InlineData("\"$B\"", "b")]
    [InlineData("\"${B}\"", "b")]
    [InlineData("\"x$B-y\"", "xb-y")]
    [InlineData("\"$B$B.z\"", "bb.z")]
    [InlineData("\"${B}B\"", "bB")]
    [InlineData("\"[$UNSET]\"", "[]")]
    [InlineData("\"[$EMPTY]\"", "[]")]
    public void Variable_InDoubleQuotes_IsReplaced(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("$B", "$B")]
    [InlineData("${B}", "${B}")]
    [InlineData("'$B'", "$B")]
    [InlineData("\"\\$B\"", "$B")]
    public void Variable_OutsideDoubleQuotes_IsText(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("\"${UNSET-d e}\"", "d e")]
    [InlineData("\"${UNSET-}x\"", "x")]
    [InlineData("\"${UNSET--1}\"", "-1")]
    [InlineData("\"${UNSET-a\"b\"c}\"", "a\"b\"c")]
    [InlineData("\"${UNSET-$B\\x41}\"", "$B\\x41")]
    [InlineData("\"${B-d}\"", "b")]
    [InlineData("\"[${EMPTY-d}]\"", "[]")]
    public void Default_IsTakenLiterally_OnlyWhenUnset(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("a \"${LIST[*]}\" z", "a|1|2|3|z")]
    [InlineData("\"x${LIST[*]}y\"", "x1|2|3|y")]
    [InlineData("\"x ${LIST[*]}\"", "x 1|2|3")]
    [InlineData("a \"${UNSET[*]}\" z", "a|z")]
    [InlineData("a \"${EMPTY[*]}\" z", "a|z")]
    [InlineData("a \"${UNSET[*]-d e}\" z", "a|d|e|z")]
    [InlineData("a \"${B[*]}\"", "a|b")]
    public void List_BecomesOneWordPerValue_NoneWhenEmpty(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("\"${.FILE}:${.LINE} $.SECTION\"", "haproxy.cfg:1 ")]
    [InlineData("\"${.LINE-7}\"", "1")]
    public void PseudoVariables_NameThePlace(string text, string words) => Expect(text, words);

    [Fact]
    public void Section_IsWhatTheReaderOfKeywordsSetsIt()
    {
        var reader = new StatementReader(new ConfigEnvironment(), new DiagnosticBag());
        var seen = new List<string>();
        foreach (Statement statement in reader.ReadText("haproxy.cfg", "frontend www\n  id \"$.SECTION/$.LINE\"\nglobal\n  id \"$.SECTION/$.LINE\"\n"))
        {
            if (statement.Words[0].Text == "id")
            {
                seen.Add(statement.Words[1].Text);
            }
            else
            {
                reader.CurrentSection = statement.Words[^1].Text;
            }
        }

        Assert.Equal(["www/2", "global/4"], seen);
    }

    [Fact]
    public void EnvironmentKeywords_ActOnTheLinesThatFollow()
    {
        ConfigEnvironment environment = Reading.Environment("KEEP=k", "GONE=g");
        var reader = new StatementReader(environment, new DiagnosticBag());
        var seen = new List<string>();
        foreach (Statement statement in reader.ReadText("haproxy.cfg", "say \"$GONE$A\"\nset\nsay \"$GONE$A$KEEP\"\nreset\nsay \"<$GONE$A$KEEP>\"\n"))
        {
            switch (statement.Words[0].Text)
            {
                case "set":
                    environment.Set("A", "1");
                    environment.SetIfUnset("A", "2");
                    environment.SetIfUnset("GONE", "never");
                    environment.Unset("GONE");
                    break;
                case "reset":
                    environment.Reset(["KEEP"]);
                    break;
                default:
                    seen.Add(statement.Words[1].Text);
                    break;
            }
        }

        Assert.Equal(["g", "1k", "<k>"], seen);
    }

    [Fact]
    public void UnsetVariable_IsAFindingForDiagnosticModeOnly()
    {
        Reading reading = Reading.Of("a \"x$UNSET\"");
        Assert.Equal("", reading.Report);
        Assert.Equal(
            "[DIAG] haproxy.cfg:1:5: the variable 'UNSET' is not set and has no default; it stands for nothing\n  1 | a \"x$UNSET\"\n    |     ^~~~~~\n",
            DiagnosticRenderer.Render(reading.Diagnostics, showDiagnostics: true));
    }

    [Fact]
    public void ProcessEnvironment_IsCopied()
    {
        ConfigEnvironment environment = ConfigEnvironment.FromProcess();
        Assert.Equal(System.Environment.GetEnvironmentVariable("PATH"), environment.Get("PATH"));
        environment.Unset("PATH");
        Assert.NotNull(System.Environment.GetEnvironmentVariable("PATH"));
    }

    private static void Expect(string text, string words)
    {
        Reading reading = Reading.Of(text, "B=b", "EMPTY=", "LIST=1 2  3 ");
        Assert.Equal("", reading.Report);
        Assert.Equal(words, reading.Words);
    }
}
