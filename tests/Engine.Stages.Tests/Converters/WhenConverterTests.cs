using System;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>What the converter when refuses; what it does stands in Weir.Tests/Logs/WhenTests.</summary>
public sealed class WhenConverterTests
{
    [Theory]
    [InlineData("when(eror)", "'eror' is no condition of 'when'", "error")]
    [InlineData("when(!)", "'' is no condition of 'when'", "toapplet")]
    [InlineData("when(normal,x)", "'normal' of 'when' takes no argument", "")]
    [InlineData("when(acl)", "no such ACL: ''", "")]
    [InlineData("when(acl,nowhere)", "no such ACL: 'nowhere'", "declare it")]
    public void WhatIsNoCondition_IsReported(string converter, string message, string fix)
    {
        string said = ConverterStand.Diagnose($"str(x),{converter}");
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Contains(fix, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normal", "1")]
    [InlineData("!normal", null)]
    [InlineData("error", null)]
    [InlineData("forwarded", null)]
    [InlineData("acl,TRUE", "1")]
    [InlineData("acl,FALSE", null)]
    [InlineData("!acl,FALSE", "1")]
    public void InARule_WhatHasNotHappenedYet_DoesNotHold(string condition, string? expected)
    {
        using SampleStand stand = new();
        Assert.Equal(expected, stand.Text($"int(1),when({condition})"));
    }
}
