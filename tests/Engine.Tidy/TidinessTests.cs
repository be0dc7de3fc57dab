using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Rules;
using Engine.Tidy.Sources;
using Xunit;

namespace Engine.Tidy;

/// <summary>The whole repository against the rule book.</summary>
public sealed class TidinessTests
{
    private static readonly Lazy<SourceTree> Tree = new(SourceTree.OfRepository);

    public static TheoryData<string> RuleNames => [.. RuleBook.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void TheSources_KeepTheRule(string name)
    {
        Rule rule = RuleBook.All.Single(rule => rule.Name == name);

        IReadOnlyList<Finding> findings = Waivers.OfRepository().NotWaived(rule.Check(Tree.Value));

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public void TheRepository_IsReadWhole()
    {
        Assert.Contains(Tree.Value.CSharp, file => file.Path == "src/Weir/Program.cs");
        Assert.Contains(Tree.Value.CSharp, file => file.Path == "tests/Engine.Tidy/TidinessTests.cs");
        Assert.Contains(Tree.Value.Projects, file => file.Path == "src/Engine.IO/Engine.IO.csproj");
        Assert.Contains(Tree.Value.Files, file => file.Path == ".ci/run");
        Assert.DoesNotContain(Tree.Value.Files, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryWaiver_IsStillNeeded()
    {
        IReadOnlyList<Waiver> spent = Waivers.OfRepository().NotNeeded(RuleBook.Check(Tree.Value));

        Assert.True(spent.Count == 0, "Take these out and lower the count:\n" + string.Join('\n', spent));
    }

    [Fact]
    public void TheNumberOfWaivers_IsTheCommittedCount()
    {
        Waivers waivers = Waivers.OfRepository();

        Assert.Equal(waivers.Count, waivers.All.Count);
    }
}
