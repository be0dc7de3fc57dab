using System;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Variables;

/// <summary>Variables: scopes, types, the conditions of set-var (CFG 2.8, 4.4).</summary>
public sealed class VariableTests
{
    private const string Request = "GET /a HTTP/1.1\r\nHost: example.com\r\nX-Empty:\r\n\r\n";

    [Theory]
    [InlineData("set-var(txn.v) int(5)", SampleType.Integer, "5")]
    [InlineData("set-var(txn.v) path", SampleType.Text, "/a")]
    [InlineData("set-var(txn.v) src", SampleType.IPv4, "192.0.2.1")]
    [InlineData("set-var(txn.v) bool(true)", SampleType.Boolean, "1")]
    [InlineData("set-var(txn.v) bin(4869)", SampleType.Binary, "Hi")]
    [InlineData("set-var-fmt(txn.v) %[method]-%[path]", SampleType.Text, "GET-/a")]
    [InlineData("set-var(txn.other) path,set-var(txn.v),length", SampleType.Text, "/a")]
    public void Variable_KeepsValueAndType(string rule, SampleType type, string text)
    {
        using SampleStand stand = new($"http-request {rule}");
        stand.Next(Request).RunRequestRules();
        Assert.Equal(new Answer(type, text), stand.Evaluate("var(txn.v)"));
    }

    [Theory]
    [InlineData("", "ifexists", "str(new)", null)]
    [InlineData("", "ifnotexists", "str(new)", "new")]
    [InlineData("set", "ifexists", "str(new)", "new")]
    [InlineData("set", "ifnotexists", "str(new)", "5")]
    [InlineData("unset", "ifexists", "str(new)", "new")]
    [InlineData("unset", "ifset", "str(new)", null)]
    [InlineData("unset", "ifnotset", "str(new)", "new")]
    [InlineData("set", "ifset", "str(new)", "new")]
    [InlineData("set", "ifempty", "req.hdr(x-empty)", "")]
    [InlineData("set", "ifempty", "str(new)", "5")]
    [InlineData("set", "ifempty", "int(0)", "5")]
    [InlineData("set", "ifnotempty", "str(new)", "new")]
    [InlineData("set", "ifgt", "int(4)", "4")]
    [InlineData("set", "ifgt", "int(6)", "5")]
    [InlineData("set", "iflt", "int(6)", "6")]
    [InlineData("set", "iflt", "int(4)", "5")]
    [InlineData("set", "ifgt", "str(new)", "new")]
    [InlineData("set", "ifset,iflt", "int(4)", "5")]
    public void Condition_DecidesWhetherItIsSet(string before, string conditions, string value, string? expected)
    {
        string lines = before switch
        {
            "set" => "http-request set-var(txn.v) int(5)\n",
            "unset" => "http-request set-var(txn.v) int(5)\nhttp-request unset-var(txn.v)\n",
            _ => "",
        };
        using SampleStand stand = new(lines + $"http-request set-var(txn.v,{conditions}) {value}");
        stand.Next(Request).RunRequestRules();
        Assert.Equal(expected, stand.Text("var(txn.v)"));
    }

    [Fact]
    public void UnsetVariable_HasNoValueButADefault()
    {
        using SampleStand stand = new("""
            http-request set-var(txn.v) path
            http-request unset-var(txn.v)
            """);
        stand.Next(Request).RunRequestRules();
        Assert.Null(stand.Evaluate("var(txn.v)"));
        Assert.Equal("none", stand.Text("var(txn.v,none)"));
    }

    [Fact]
    public void Scopes_EndWithWhatTheyBelongTo()
    {
        using SampleStand stand = new("""
            http-request set-var(proc.p) int(1) if { path /a }
            http-request set-var(sess.s) int(2) if { path /a }
            http-request set-var(txn.t) int(3) if { path /a }
            http-request set-var(req.r) int(4) if { path /a }
            """);
        stand.Next(Request).RunRequestRules();
        Assert.Equal("4", stand.Text("var(req.r)"));
        Assert.Null(stand.Respond("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").Evaluate("var(req.r)", RulePoints.HttpResponse));
        Assert.Equal("3", stand.Text("var(txn.t)", RulePoints.HttpResponse));
        stand.Next("GET /b HTTP/1.1\r\nHost: a\r\n\r\n").RunRequestRules();
        Assert.Equal("1", stand.Text("var(proc.p)"));
        Assert.Equal("2", stand.Text("var(sess.s)"));
        Assert.Null(stand.Evaluate("var(txn.t)"));
    }

    [Theory]
    [InlineData("set-var(v) int(1)", "'v' does not begin with a scope")]
    [InlineData("set-var(txn.a-b!) int(1)", "is no name of a variable")]
    [InlineData("set-var int(1)", "'set-var' needs the variable's name in parentheses")]
    [InlineData("set-var(txn.v,ifexist) int(1)", "'ifexist' is no condition of 'set-var'")]
    public void FaultyLine_IsReported(string rule, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request {rule}"), StringComparison.Ordinal);
}
