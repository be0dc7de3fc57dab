using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Coverage;

/// <summary>Every word of expressions, rules and log lines that operators use works.</summary>
public sealed class CoverageTests
{
    /// <summary>Set to 1, the table in the README is written anew.</summary>
    private const string WriteVariable = "WEIR_WRITE_TABLES";

    [Fact]
    public void WhatEveryOperatorUses_Works()
    {
        List<string> missing = [.. LanguageRows.All.Where(row => row.Tier <= 1 && !Support.Has(row)).Select(row => row.ToString())];
        Assert.True(missing.Count == 0, "missing: " + string.Join(", ", missing));
    }

    /// <summary>CFG 7.4: every ACL that nobody has to declare can stand in a rule, with its fetch and its way of matching.</summary>
    [Theory]
    [InlineData("FALSE", false)]
    [InlineData("HTTP", true)]
    [InlineData("HTTP_1.0", false)]
    [InlineData("HTTP_1.1", true)]
    [InlineData("HTTP_2.0", false)]
    [InlineData("HTTP_3.0", false)]
    [InlineData("HTTP_CONTENT", true)]
    [InlineData("HTTP_URL_ABS", false)]
    [InlineData("HTTP_URL_SLASH", true)]
    [InlineData("HTTP_URL_STAR", false)]
    [InlineData("LOCALHOST", false)]
    [InlineData("METH_CONNECT", false)]
    [InlineData("METH_DELETE", false)]
    [InlineData("METH_GET", false)]
    [InlineData("METH_HEAD", false)]
    [InlineData("METH_OPTIONS", false)]
    [InlineData("METH_POST", true)]
    [InlineData("METH_PUT", false)]
    [InlineData("METH_TRACE", false)]
    [InlineData("REQ_CONTENT", true)]
    [InlineData("TRUE", true)]
    [InlineData("WAIT_END", true)]
    public void PredefinedAcls_HoldOrNot(string acl, bool holds)
    {
        using SampleStand stand = new($"http-request set-var(txn.v) int(1) if {acl}");
        stand.Next("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc").RunRequestRules();
        Assert.Equal(holds ? new Answer(SampleType.Integer, "1") : (Answer?)null, stand.Evaluate("var(txn.v)"));
    }

    [Fact]
    public void TheTableOfTheReadme_IsTheOneOfThisBinary()
    {
        string table = MissingTable.Compute();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            MissingTable.Write(table);
        }

        Assert.True(table == MissingTable.Committed, $"src/Engine.Stages/README.md is not up to date: run this test with {WriteVariable}=1. It should say\n{table}");
    }
}
