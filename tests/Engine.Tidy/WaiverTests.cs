using System;
using Engine.Tidy.Rules;
using Xunit;

namespace Engine.Tidy;

public sealed class WaiverTests
{
    private static readonly Finding Finding = new("file-wall", "src/X/A.cs", 500, "A.cs", "600 lines");

    [Fact]
    public void AWaiver_CoversItsFindingAndNoOther()
    {
        Waivers waivers = Waivers.Parse("# why\ncount 1\nfile-wall src/X/A.cs A.cs a table that is one thing\n");

        Assert.Empty(waivers.NotWaived([Finding]));
        Assert.Single(waivers.NotWaived([Finding with { Path = "src/X/B.cs" }]));
        Assert.Single(waivers.NotWaived([Finding with { Rule = "name" }]));
        Assert.Single(waivers.NotWaived([Finding with { Subject = "B" }]));
    }

    [Fact]
    public void AWaiver_WithNothingToWaive_IsNotNeeded()
    {
        Waivers waivers = Waivers.Parse("count 1\nfile-wall src/X/A.cs A.cs a table that is one thing\n");

        Assert.Empty(waivers.NotNeeded([Finding]));
        Assert.Equal("a table that is one thing", Assert.Single(waivers.NotNeeded([])).Reason);
    }

    [Fact]
    public void AWaiver_WithoutAReason_IsRefused() =>
        Assert.Throws<FormatException>(() => Waivers.Parse("file-wall src/X/A.cs A.cs\n"));
}
