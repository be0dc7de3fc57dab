using System.Globalization;
using System.IO;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>How findings look. The text on the right is the whole output, character for character.</summary>
public sealed class DiagnosticRendererTests
{
    [Fact]
    public void Finding_ShowsPlaceCauseLineAndFix() => Expect(
        One("    bindd :80", 5, 5),
        """
        [ERROR] haproxy.cfg:12:5: cause
          12 |     bindd :80
             |     ^~~~~
          help: fix

        """);

    [Fact]
    public void Tabs_AreExpanded_SoThatTheCaretFits() => Expect(
        One("\tbind\t:80 \tssl", 7, 3),
        """
        [ERROR] haproxy.cfg:12:7: cause
          12 |     bind    :80     ssl
             |             ^~~
          help: fix

        """);

    [Fact]
    public void MissingText_IsPointedAtBehindTheLine() => Expect(
        One("maxconn", 8, 0),
        """
        [ERROR] haproxy.cfg:12:8: cause
          12 | maxconn
             |        ^
          help: fix

        """);

    [Fact]
    public void Utf8_IsShownAndCountedAsCharacters() => Expect(
        One(ByteText.FromUnicode("stats realm \"Pr\u00fcf\u00a0\" x"), 22, 1),
        """
        [ERROR] haproxy.cfg:12:20: cause
          12 | stats realm "Prüf " x
             |                    ^
          help: fix

        """.Replace("f \"", "f\u00a0\"", System.StringComparison.Ordinal));

    [Fact]
    public void StrayBytesAndTerminalControls_AreEscaped() => Expect(
        One("a \u001b[31m \u00ff b", 11, 1),
        """
        [ERROR] haproxy.cfg:12:11: cause
          12 | a \x1b[31m \xff b
             |                 ^
          help: fix

        """);

    [Fact]
    public void LongLine_IsCutAroundTheUnderlinedPart()
    {
        string line = "ssl-default-bind-ciphers " + string.Join(':', System.Linq.Enumerable.Repeat("ECDHE", 40)) + ":BAD:" + new string('x', 100);
        int column = line.IndexOf("BAD", System.StringComparison.Ordinal) + 1;
        Expect(
            One(line, column, 3),
            """
            [ERROR] haproxy.cfg:12:266: cause
              12 | ...DHE:ECDHE:ECDHE:ECDHE:ECDHE:ECDHE:ECDHE:BAD:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
                 |                                            ^~~
              help: fix

            """);
    }

    [Fact]
    public void WholeFile_HasNoLine() => Expect(
        new Diagnostic(Severity.Error, new SourceSpan("x.cfg", 0, 0, 0), "", "cause"),
        "[ERROR] x.cfg: cause\n");

    [Fact]
    public void WholeConfiguration_HasNoPlace() => Expect(
        new Diagnostic(Severity.Warning, new SourceSpan("", 0, 0, 0), "", "cause", "fix"),
        "[WARNING] cause\n  help: fix\n");

    [Theory]
    [InlineData(0, 0, 1, "")]
    [InlineData(1, 0, 1, "1 error in 0.cfg")]
    [InlineData(2, 1, 1, "2 errors, 1 warning in 0.cfg")]
    [InlineData(0, 2, 2, "2 warnings in 2 files")]
    [InlineData(0, 1, 0, "1 warning")]
    public void Summary_CountsErrorsWarningsAndFiles(int errors, int warnings, int files, string summary)
    {
        var bag = new DiagnosticBag();
        for (int i = 0; i < errors + warnings; i++)
        {
            string file = files == 0 ? "" : $"{i % files}.cfg";
            bag.Add(new Diagnostic(i < errors ? Severity.Error : Severity.Warning, new SourceSpan(file, 1, 1, 1), "a", "cause"));
        }

        bag.Add(new Diagnostic(Severity.Notice, new SourceSpan("notice.cfg", 1, 1, 1), "a", "no matter"));
        Assert.Equal(summary, DiagnosticRenderer.Summary(bag));
    }

    [Fact]
    public void Colours_ComeOnlyWhenAskedFor()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new DiagnosticRenderer(text, useColours: true).Write(One("a b", 3, 1));
        Assert.Equal("\e[1;31m[ERROR]\e[0m \e[1mhaproxy.cfg:12:3:\e[0m cause\n  12 | a b\n     |   \e[1;31m^\e[0m\n  \e[1;36mhelp:\e[0m fix\n", text.ToString());
    }

    private static Diagnostic One(string line, int column, int length) =>
        new(Severity.Error, new SourceSpan("haproxy.cfg", 12, column, length), line, "cause", "fix");

    private static void Expect(Diagnostic diagnostic, string output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new DiagnosticRenderer(text).Write(diagnostic);
        Assert.Equal(output.ReplaceLineEndings("\n"), text.ToString());
    }
}
