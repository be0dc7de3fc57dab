using System;
using System.Text;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>No text makes the reader fail: whatever is wrong is a finding.</summary>
public sealed class ReadingFuzzTests
{
    private const int RoundCount = 3000;

    private static readonly string[] Words =
    [
        "global", "defaults", "frontend", "backend", "listen", "f", "from", "no", "default", "option", "httplog", "forwardfor", "except", "10.0.0.0/8",
        "header", "bind", ":80", "*:80,[::1]:81-90", "ssl", "mode", "http", "server", "s", "1.2.3.4:80", "weight", "5", "acl", "a", "path_beg", "hdr(host)",
        "-i", "-m", "beg", "-f", "/x", "if", "unless", "{", "}", "!", "||", "!a", "http-request", "deny", "status", "403", "set-header", "X", "%[path,lower]",
        "%[", "%{+Q}b", "%(n:sint)ci", "'%[str(\"a,b\")]'", "redirect", "location", "timeout", "client", "1s", "99999999999999999999", "log", "127.0.0.1",
        "local0", "sample", "1,2:3", "cpu-map", "auto:1/1-4", "0-3", "errorfile", "503", "/dev/null", "balance", "random(2", "hdr(x)", "use_backend", "%", "\"\"",
        "src", "10.0.0.1", "gt", "1:2", "stick-table", "\\x41", "compression", "algo", "cookie", "id", "-1", "0", "source", "usesrc", "default-server", "peers",
    ];

    [Fact]
    public void RandomStatements_NeverThrow_AndFindingsPointIntoTheirLines()
    {
        for (int seed = 0; seed < RoundCount; seed++)
        {
            string text = Generate(new Random(seed));
            Configured read = Configured.Read(text, seed % 2 == 0 ? Configured.Basic : Configured.Open);
            foreach (Diagnostic finding in read.Findings)
            {
                bool isInside = finding.Where.Line == 0 || (finding.Where.Column >= 1 && finding.Where.Column - 1 + finding.Where.Length <= finding.SourceLine.Length);
                Assert.True(isInside, $"seed {seed}: {finding}");
            }
        }
    }

    [Fact]
    public void DamagedSeedConfiguration_NeverThrows()
    {
        string original = Configured.Resource("seed.cfg");
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(original);
            for (int i = 0; i < 20; i++)
            {
                int at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = (char)random.Next(1, 127);
                        break;
                    case 1:
                        text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                        break;
                    default:
                        text.Insert(at, Words[random.Next(Words.Length)]);
                        break;
                }
            }

            Configured.Read(text.ToString(), Configured.Open);
        }
    }

    private static string Generate(Random random)
    {
        var text = new StringBuilder();
        for (int line = random.Next(1, 12); line > 0; line--)
        {
            for (int word = random.Next(1, 10); word > 0; word--)
            {
                text.Append(Words[random.Next(Words.Length)]).Append(random.Next(20) == 0 ? "" : " ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
