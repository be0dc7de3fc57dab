using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Stages.Tests.Coverage;

/// <summary>Every word of expressions, rules and log lines that operators use works, or stands here.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    /// <summary>Set to 1, the table in the README is written anew.</summary>
    private const string WriteVariable = "WEIR_WRITE_TABLES";

    /// <summary>Not there yet. This list only shrinks.</summary>
    private static readonly string[] Missing =
    [
        "converter field", "converter hex", "converter host_only", "converter http_date", "converter ipmask", "converter length",
        "converter port_only", "converter regsub", "converter url_dec", "converter word",
    ];

    [Fact]
    public void WhatEveryOperatorUses_Works()
    {
        List<string> missing = [.. LanguageRows.All.Where(row => row.Tier <= 1 && !Support.Has(row)).Select(row => row.ToString())];
        output.WriteLine("still missing: " + string.Join(", ", missing));
        output.WriteLine("done, to be taken off the list: " + string.Join(", ", Missing.Except(missing)));
        Assert.Empty(missing.Except(Missing));
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
