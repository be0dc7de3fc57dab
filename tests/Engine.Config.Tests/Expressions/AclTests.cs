using System.Collections.Generic;
using System.Linq;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Expressions;

/// <summary>ACL lines: sample, flags, patterns (CFG 7.1).</summary>
public sealed class AclTests
{
    [Theory]
    [InlineData("path_beg /api /x", "path() Beginning: /api, /x")]
    [InlineData("hdr_sub(user-agent) -i bot", "req.hdr(user-agent) Substring: bot(i)")]
    [InlineData("src 10.0.0.0/8 ::1 name.example", "src() Address: 10.0.0.0/8, ::1, name.example")]
    [InlineData("req.hdr(host) a", "req.hdr(host) Text: a")]
    [InlineData("req.hdr(host) -m end .example", "req.hdr(host) End: .example")]
    [InlineData("path_beg -m reg ^/a", "path() Regex: ^/a")]
    [InlineData("path -m found", "path() Found: ")]
    [InlineData("path --", "path() Text: ")]
    [InlineData("path -- -i", "path() Text: -i")]
    [InlineData("method GET HEAD", "method() Text: GET, HEAD")]
    [InlineData("req.hdr_cnt(host) gt 1 lt 5 eq 7:9", "req.hdr_cnt(host) Integer: Greater 1, Less 5, 7:9")]
    [InlineData("path,lower a", "path() lower() Text: a")]
    [InlineData("path -m len 10:", "path() Length: 10:")]
    [InlineData("path -u 12 /", "path() Text: /")]
    public void ValidTests(string text, string description) =>
        Assert.Equal(description, Describe(Assert.Single(Configured.Proxy(Configured.Frontend(" acl a " + text), Configured.Open).Acls).Test));

    [Fact]
    public void PatternFile_GivesALineEach_WithoutBlanksAndComments()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["/p"] = "# robots\n  badbot\n\nworse bot \r\n"u8.ToArray(),
            ["/m"] = "key value\n"u8.ToArray(),
        };
        AclTest test = Assert.Single(Configured.Proxy(Configured.Frontend(" acl a path_beg -i -f /p -M -f file@/m -f opt@/none -f virt@x own"), Configured.Open, files).Acls).Test;
        Assert.Equal("path() Beginning: badbot(i), worse bot (i), key(i), own(i)", Describe(test));
        Assert.Equal(["/p", "file@/m", "opt@/none", "virt@x"], test.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("path_beggg /", "unknown sample fetch 'path_beggg' | did you mean 'path_beg'?")]
    [InlineData("path -z x", "'-z' is not an ACL flag | put -- before patterns that begin with a dash")]
    [InlineData("path -m foo x", "unknown way of matching 'foo' | the ways are 'found', 'bool', 'int', 'ip', 'bin', 'len', 'str', 'beg', 'end', 'sub', 'dir', 'dom' and 'reg'")]
    [InlineData("path -m", "'-m' needs a way of matching, such as str or beg")]
    [InlineData("path -f", "'-f' needs a file of patterns")]
    [InlineData("path -f /none", "cannot read the pattern file '/none': no such file | create it, or write opt@ before a path that may be missing")]
    [InlineData("path -f opt@/none -m beg", "'-m' must stand before '-f' | move -m before -f: it decides how the file is read")]
    [InlineData("var(txn.a) x", "'var' does not say how to match | say it with -m, such as -m str, -m beg or -m found")]
    [InlineData("src 10.0.0.0/33", "after the slash stands a prefix length of 0 to 32, or a mask such as 255.0.0.0 | write an address or network such as 10.0.0.0/8 or 2001:db8::/32")]
    [InlineData("src -n name.example", "'name.example' is a name, and '-n' forbids resolving it | write its address")]
    [InlineData("req.hdr_cnt(a) gt x", "'x' is neither a number, a range nor an operator | write 80, 400:499, or gt 10; the operators are eq, ge, gt, le and lt")]
    [InlineData("req.hdr_cnt(a) gt 1:2", "the range '1:2' cannot follow an operator | give the operator one number")]
    [InlineData("path -m bin 0g", "'0g' is not an even number of hexadecimal digits")]
    [InlineData("path", "warning: this ACL has no pattern, so it never matches | add a pattern, test for presence with '-m found', or end with -- if it is meant")]
    [InlineData("path_beg,lower /x", "warning: behind a converter 'path_beg' no longer says how to match | say it with -m, such as -m beg")]
    [InlineData("path,sha1 x", "'path' does not say how to match | say it with -m, such as -m str, -m beg or -m found")]
    [InlineData("req.hdr(x /", "missing ')' after the arguments of 'req.hdr' | close the parenthesis; a comma or parenthesis inside an argument must be quoted")]
    public void Faults(string text, string finding) => Assert.Equal(finding, Configured.InFrontend("acl a " + text, Configured.Open));

    private static string Describe(AclTest test)
    {
        var patterns = new List<string>();
        foreach (AclPattern pattern in test.Patterns)
        {
            patterns.Add((pattern.Operator == AclOperator.Equal ? "" : pattern.Operator + " ") + pattern.Text + (pattern.IgnoreCase ? "(i)" : ""));
        }

        return $"{SampleTests.Describe(test.Sample)} {test.Match}: {string.Join(", ", patterns)}";
    }
}
