using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary><c>regsub</c> (CFG 7.3.1): the manual's examples, and rows compared with HAProxy 2.6.</summary>
public sealed class RegsubConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("/////a///b/c/xzxyz/", "'/+','/','g'", "/a/b/c/xzxyz/")]
    [InlineData("?;a?b", "'[?;&]*',''", "a?b")]
    [InlineData("FOO12", "'(foo|bar)([0-9]+)?','\\2\\1',i", "12FOO")]
    [InlineData("aaa", "a,b", "baa")]
    [InlineData("aaa", "a*,x,g", "xx")]
    [InlineData("baac", "a*,x,g", "xbxxcx")]
    [InlineData("abc", "z*,-,g", "-a-b-c-")]
    [InlineData("abc", "'(b)','[\\0]'", "a[b]c")]
    [InlineData("abc", "'(b)','\\x41'", "aAc")]
    [InlineData("abc", "'(b)','\\q'", "aqc")]
    [InlineData("abc", "x,y", "abc")]
    [InlineData("abc", "'(b)(x)?','<\\1\\2\\3>'", "a<b>c")]
    [InlineData("a1b22", "'([a-z])([0-9]+)','\\2\\1',g", "1a22b")]
    [InlineData("a.b.c", "'\\.',-,g", "a-b-c")]
    [InlineData("abab", "^a,x,g", "xbab")]
    [InlineData("a b", "'\\bb',x,g", "a x")]
    [InlineData("", "^,x,g", "x")]
    [InlineData("\u00e4b\u00ff", "b,x", "\u00e4x\u00ff")]
    public void Matches_AreReplaced(string text, string arguments, string expected) =>
        Assert.Equal(expected, stand.Text($"str({text}),regsub({arguments})"));

    [Theory]
    [InlineData("a,x,q", "no flags of 'regsub'")]
    [InlineData("a,x,I", "no flags of 'regsub'")]
    [InlineData("'(a',x", "cannot be used as regular expression")]
    [InlineData("'(?=a)',x", "cannot be used as regular expression")]
    public void WhatCannotWork_IsReported(string arguments, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose($"str(x),regsub({arguments})"), StringComparison.Ordinal);

    [Fact]
    public void ALongText_IsReplacedAsWell()
    {
        stand.Set("txn.long", new string('a', 30000));
        Assert.Equal(new string('b', 30000), stand.Text("str(),concat(,txn.long),regsub(a,b,g)"));
    }

    [Fact]
    public void WhatDoesNotFit_IsNoValue()
    {
        stand.Set("txn.long", new string('a', 30000));
        Assert.Null(stand.Text("str(),concat(,txn.long),regsub(a,bbbbbbbb,g)"));
    }
}
