using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Expressions;

/// <summary>What stands behind if and unless (CFG 7.2).</summary>
public sealed class RuleConditionTests
{
    private static readonly Vocabulary Vocabulary = Configured.Open;

    [Theory]
    [InlineData("if a", "a")]
    [InlineData("if a b", "(a & b)")]
    [InlineData("if a b or c", "((a & b) | c)")]
    [InlineData("if a || b c || !c", "(a | (b & c) | !c)")]
    [InlineData("unless a", "!a")]
    [InlineData("if !!a ! b", "(a & !b)")]
    [InlineData("if { path /x } !{ src 10.0.0.1 }", "({path} & !{src})")]
    [InlineData("if METH_GET", "METH_GET")]
    public void ValidConditions(string text, string description) => Assert.Equal(description, Describe(Condition(text)));

    [Fact]
    public void NamedAcl_HasAllTestsOfItsName_AlsoThoseDeclaredBelow()
    {
        IReadOnlyList<RuleConfig> rules = Configured.Proxy(Configured.Frontend("""
                acl a path /1
                http-request deny if a
                acl a path /2
            """), Vocabulary).Rules;
        Assert.Equal(2, Assert.IsType<NamedCondition>(rules[0].Condition).Tests.Count);
    }

    [Theory]
    [InlineData("if", "a condition is expected after 'if' | write ACL names or { ... } behind it, or remove it to apply always")]
    [InlineData("if ||", "a condition is expected before '||' | write ACL names or { ... } behind it, or remove it to apply always")]
    [InlineData("if METH_GET or", "a condition is expected after 'or' | write ACL names or { ... } on both sides")]
    [InlineData("if METH_GET or || b", "a condition is expected before '||' | write ACL names or { ... } on both sides")]
    [InlineData("if !", "an ACL is expected after '!'")]
    [InlineData("if { path /x", "missing '}' after the ACL written in place | close it with a brace that stands alone: { path /x }")]
    [InlineData("if { path /x}", "missing '}' after the ACL written in place | put a space before the closing brace")]
    [InlineData("if { }", "an ACL needs a sample fetch | name what to look at, such as path_beg or src")]
    [InlineData("if aa", "no such ACL: 'aa' | declare it above: acl aa ...")]
    [InlineData("if METH_GTE", "no such ACL: 'METH_GTE' | did you mean 'METH_GET'?")]
    public void Faults(string text, string finding) => Assert.Equal(finding, Configured.InFrontend($"http-request deny {text}", Vocabulary));

    [Fact]
    public void AclDeclaredBelowItsUse_IsPointedTo() => Assert.Equal(
        "no such ACL: 'late' | it is declared below, on line 9: move the acl line above this one",
        Configured.InFrontend("http-request deny if late\n acl late path /x", Vocabulary));

    [Fact]
    public void FaultyAclLine_DoesNotMakeItsUsesFaultyToo() => Assert.Equal(
        "unknown sample fetch 'pathh' | did you mean 'path'?",
        Configured.InFrontend("acl a pathh /x\n http-request deny if a", Vocabulary));

    private static ConditionNode Condition(string text) => Configured.Proxy(
        Configured.Frontend($" acl a path /a\n acl b path /b\n acl c path /c\n http-request deny {text}"), Vocabulary).Rules[0].Condition!;

    private static string Describe(ConditionNode node) => node switch
    {
        AndCondition and => $"({Join(and.Terms, " & ")})",
        OrCondition or => $"({Join(or.Terms, " | ")})",
        NotCondition not => "!" + Describe(not.Inner),
        InlineCondition inline => $"{{{inline.Test.Sample.Fetch.Name}}}",
        _ => ((NamedCondition)node).Name,
    };

    private static string Join(IReadOnlyList<ConditionNode> terms, string between)
    {
        var texts = new List<string>();
        foreach (ConditionNode term in terms)
        {
            texts.Add(Describe(term));
        }

        return string.Join(between, texts);
    }
}
