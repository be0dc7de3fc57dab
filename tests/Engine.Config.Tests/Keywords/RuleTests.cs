using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>Rule lines, ACL lines and use_backend (CFG 4.2, 4.3, 7).</summary>
public sealed class RuleTests
{
    [Fact]
    public void Rule_SaysWhereItsArgumentsStand()
    {
        RuleConfig rule = Assert.Single(Configured.Proxy(Configured.Frontend("""
                http-request return status 200 content-type text/plain string "it works"
            """)).Rules);
        Assert.Equal((Ruleset.HttpRequest, "return"), (rule.Ruleset, rule.Action));
        Assert.Equal((2, 8), (rule.FirstArgument, rule.EndArgument));
        Assert.Equal("it works", rule.Where.Words[7].Text);
        Assert.Null(rule.Condition);
    }

    [Fact]
    public void Condition_EndsTheArguments()
    {
        RuleConfig rule = Assert.Single(Configured.Proxy(Configured.Frontend("    http-request deny status 429 unless { src 10.0.0.0/8 }"), Configured.Open).Rules);
        Assert.Equal((2, 4), (rule.FirstArgument, rule.EndArgument));
        Assert.IsType<InlineCondition>(Assert.IsType<NotCondition>(rule.Condition).Inner);
    }

    [Fact]
    public void WordsThatTheActionRequires_AreNeverTheCondition()
    {
        RuleConfig rule = Assert.Single(Configured.Proxy(Configured.Frontend("    http-request set-header X-Word if if TRUE"), Configured.Open with { SampleFetches = ["always_true"] }).Rules);
        Assert.Equal((2, 4), (rule.FirstArgument, rule.EndArgument));
        Assert.NotNull(rule.Condition);
    }

    [Fact]
    public void Redirect_IsAnHttpRequestRule_BehindAllOthers()
    {
        IReadOnlyList<RuleConfig> rules = Configured.Proxy(Configured.Backend("""
                redirect prefix /x code 301
            """)).Rules;
        RuleConfig redirect = Assert.Single(rules);
        Assert.Equal((Ruleset.HttpRequest, "redirect", 1, 5), (redirect.Ruleset, redirect.Action, redirect.FirstArgument, redirect.EndArgument));

        Configured read = Configured.Read(Configured.Backend("""
                redirect prefix /x
                http-request deny
            """));
        Assert.Equal(["deny", "redirect"], [read.Find("x").Rules[0].Action, read.Find("x").Rules[1].Action]);
        Assert.Equal(["warning 8: this 'http-request' rule stands behind a 'redirect' rule (line 7), but is evaluated before it (write the rules in the order in which they are evaluated)"], read.Messages());
    }

    [Fact]
    public void RuleBehindAFinalOne_IsWarnedAbout() => Assert.Equal(
        ["warning 8: this rule is never reached: the 'deny' on line 7 ends the http-request rules and has no condition (put a condition behind that rule, or remove this one)"],
        Configured.Read(Configured.Backend(" http-request deny\n http-request set-header X-A b")).Messages());

    [Fact]
    public void UseBackend_KeepsConditionsAndComputedNames()
    {
        IReadOnlyList<UseBackendConfig> rules = Configured.Valid(Configured.Frontend("""
                use_backend b if { path /b }
                use_backend %[req.hdr(host),lower]
                use_backend b
            backend b
            """), Configured.Open).Find("x").UseBackends;
        Assert.Equal("b", rules[0].Backend);
        Assert.IsType<InlineCondition>(rules[0].Condition);
        Assert.IsType<LogSample>(Assert.Single(rules[1].NameFormat!.Items));
        Assert.Null(rules[2].Condition ?? (object?)rules[2].NameFormat);
    }

    [Theory]
    [InlineData("http-request", "'http-request' needs an action | write it as: http-request ACTION [if CONDITION]")]
    [InlineData("http-request denny", "unknown action 'denny' of 'http-request' | did you mean 'deny'?")]
    [InlineData("http-request set-status 200", "'set-status' cannot be an action of 'http-request' | it belongs in 'http-response' or 'http-after-response'")]
    [InlineData("http-request tarpit", "'http-request tarpit' is known, but not supported yet")]
    [InlineData("http-request lua.check", "'http-request lua.*' is known, but not supported yet")]
    [InlineData("http-request set-var(txn.a) src", "'http-request set-var' is known, but not supported yet")]
    [InlineData("http-request track-sc1 src", "'http-request track-sc1' is known, but not supported yet")]
    [InlineData("http-response deny", "'http-response deny' is known, but not supported yet")]
    [InlineData("tcp-request content accept", "'tcp-request content accept' is known, but not supported yet")]
    [InlineData("tcp-request inspect-delay 5s", "")]
    [InlineData("http-request deny foo", "unexpected argument 'foo' of 'deny' | write it as: deny [status CODE] [deny_status CODE] [default-errorfiles] [content-type TYPE] [errorfile FILE] [errorfiles NAME] [file FILE] [lf-file FILE] [string TEXT] [lf-string TEXT] [hdr NAME VALUE ...]")]
    [InlineData("http-request deny status 99", "'status' must be between 200 and 599, not 99")]
    [InlineData("http-request redirect code 305 location /", "'code' takes '301', '302', '303', '307' or '308', not '305' | did you mean '301'?")]
    [InlineData("http-request set-header X", "'set-header' needs the argument VALUE (a log-format string) | write it as: set-header NAME VALUE")]
    [InlineData("http-request set-header X %[src]", "the sample fetch 'src' is known, but not supported yet")]
    [InlineData("http-request set-header X %ci", "the log alias '%ci' is known, but not supported yet")]
    [InlineData("http-request set-header X 100%%", "")]
    [InlineData("http-request deny if { src 10.0.0.1 }", "a condition ('if') is known, but not supported yet")]
    [InlineData("http-request tarpit if { src 10.0.0.1", "missing '}' after the ACL written in place | close it with a brace that stands alone: { path /x }")]
    [InlineData("acl a src 10.0.0.1", "'acl' is known, but not supported yet")]
    [InlineData("acl", "'acl' needs a name | write it as: acl NAME FETCH [FLAGS] [PATTERNS]")]
    [InlineData("acl or src 10.0.0.1", "an ACL cannot be called 'or': the word has a meaning in conditions | choose another name")]
    [InlineData("acl a*b src 10.0.0.1", "'*' cannot be part of a name | names have letters, digits, and the characters - _ . :")]
    [InlineData("monitor fail if nosuch", "a condition ('if') is known, but not supported yet\nno such ACL: 'nosuch' | declare it above: acl nosuch ...")]
    [InlineData("use_backend x unless { src 10.0.0.1 }", "a condition ('unless') is known, but not supported yet\nfrontend 'x': 'x' is a frontend and cannot be the target of 'use_backend' | name a backend or listen section")]
    [InlineData("use_backend", "'use_backend' needs the name of a backend | write it as: use_backend NAME [if CONDITION]")]
    [InlineData("use_backend b { src 10.0.0.1 }", "a condition is expected, not '{' | write 'if' or 'unless' in front of it")]
    public void FaultyLines_WithClosedGates(string line, string finding) => Assert.Equal(finding, Configured.InFrontend(line));

    [Theory]
    [InlineData("http-request deny if { ssl_fc }", "the sample fetch 'ssl_fc' is known, but not supported yet")]
    [InlineData("http-request deny if METH_GET", "")]
    [InlineData("http-request deny if TRUE", "the predefined ACL 'TRUE' is known, but not supported yet")]
    [InlineData("http-request set-header X %[path,upper]", "the converter 'upper' is known, but not supported yet")]
    [InlineData("http-request set-header X %[path,lower]%ci", "")]
    [InlineData("acl a ssl_fc", "the sample fetch 'ssl_fc' is known, but not supported yet")]
    public void FaultyLines_WithOpenGates(string line, string finding) => Assert.Equal(finding, Configured.InFrontend(line, Configured.Open));
}
