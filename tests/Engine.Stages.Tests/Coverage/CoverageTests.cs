using System;
using System.Collections.Generic;
using System.Linq;
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
