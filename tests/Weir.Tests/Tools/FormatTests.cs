using System;
using System.IO;
using System.Linq;
using System.Text;
using Engine.Config;
using Engine.Config.Layout;
using Engine.Config.Text;
using Engine.Stages;
using Weir.Tests.Processes;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir fmt</c>: one layout, the same meaning.</summary>
public sealed class FormatTests
{
    private const string Untidy = """
        # The front door.


        global
          maxconn 100
        	log 127.0.0.1 local0   # here
        defaults
        mode http
          timeout client 5s
        # timeout connect stays short
          timeout connect 1s

          timeout server 5s
          # retries 5
        # ---- web ----
        frontend web
        bind 127.0.0.1:1
        .if defined(NOPE)
        http-request deny
        .else
              http-request set-header X "a  b"
        .endif
        .if defined(NOPE)
        backend other
        .endif
        backend app
          log-format one\ 
          server a 127.0.0.1:2



        """;

    private const string Tidy = """
        # The front door.

        global
            maxconn 100
            log 127.0.0.1 local0   # here

        defaults
            mode http
            timeout client 5s
            # timeout connect stays short
            timeout connect 1s

            timeout server 5s
            # retries 5

        # ---- web ----
        frontend web
            bind 127.0.0.1:1
            .if defined(NOPE)
            http-request deny
            .else
            http-request set-header X "a  b"
            .endif

        .if defined(NOPE)
        backend other
        .endif

        backend app
            log-format one\ 
            server a 127.0.0.1:2

        """;

    [Fact]
    public void Format_OfAnUntidyFile_LaysItOut() => Assert.Equal(Tidy, Format(Untidy));

    [Fact]
    public void Format_OfItsOwnOutput_ChangesNothing() => Assert.Equal(Tidy, Format(Tidy));

    [Theory]
    [InlineData("global\r\n maxconn 5\r\n", "global\n    maxconn 5\n")]
    [InlineData("\uFEFFglobal\n", "global\n")]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    [InlineData("global\nmaxconn 5", "global\n    maxconn 5")]
    [InlineData("frontend#x\n bind :1\n", "frontend#x\n    bind :1\n")]
    [InlineData("backend b\n server s 127.0.0.1:1 \\\\   \n", "backend b\n    server s 127.0.0.1:1 \\\\\n")]
    public void Format_OfOddLines_KeepsWhatTheySay(string before, string after) => Assert.Equal(after, Format(before));

    [Fact]
    public void Format_OfRandomLines_IsIdempotentAndReadsTheSame()
    {
        string[] pieces =
        [
            "global", "defaults", "frontend f", "backend b", "listen l", "  mode http", "maxconn 5", "\tserver s 127.0.0.1:1", "# note", "   # note", "", " ",
            ".if defined(HOME)", ".else", ".endif", " .notice x", "acl a path \"/x  y\"  ", "log-format a\\ ", "x\\\\ ", "userlist u # end", "bind :1\r", "'quoted  #'  # c",
        ];
        var random = new Random(20261127);
        for (int round = 0; round < 2000; round++)
        {
            string text = string.Join('\n', Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)])) + (random.Next(4) > 0 ? "\n" : "");
            string once = Format(text);
            Assert.True(once == Format(once), $"not idempotent:\n{text}");
            Assert.True(FormatTool.ReadTheSame("a.cfg", Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(once)), $"reads otherwise:\n{text}");
        }
    }

    [Fact]
    public void Format_InPlace_KeepsModeAndMeaning()
    {
        using var place = new Workplace();
        string file = place.Write("untidy.cfg", Untidy);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string before = Shape(File.ReadAllText(file));
        Assert.Equal(1, ToolRun.Of("fmt", "--check", file).Status);
        Assert.Equal(new ToolRun(0, "", ""), ToolRun.Of("fmt", "-w", file));
        Assert.Equal(0, ToolRun.Of("fmt", "--check", file).Status);
        Assert.Equal(Tidy, File.ReadAllText(file));
        Assert.Equal(before, Shape(File.ReadAllText(file)));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    /// <summary>What the reader makes of a text: its sections, and every line that they came from, word for word.</summary>
    private static string Shape(string text)
    {
        var findings = new DiagnosticBag();
        Engine.Config.Model.Configuration configuration = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), findings).ReadText("a.cfg", text);
        var shape = new StringBuilder();
        foreach (Engine.Config.Model.ProxyConfig proxy in configuration.Proxies)
        {
            shape.Append(proxy.Kind).Append(proxy.Name).Append(proxy.Mode).Append(proxy.Timeouts);
            proxy.Binds.ToList().ForEach(bind => shape.Append(Words(bind.Where)));
            proxy.Servers.ToList().ForEach(server => shape.Append(Words(server.Where)));
            proxy.Rules.ToList().ForEach(rule => shape.Append(Words(rule.Where)));
        }

        return shape.Append(configuration.Global.MaxConn).Append(findings.Errors).ToString();
    }

    private static string Words(Statement statement) => string.Join('|', statement.Words.Select(static word => word.Text));

    private static string Format(string text) => Encoding.UTF8.GetString(CanonicalLayout.Of(Encoding.UTF8.GetBytes(text)));
}
