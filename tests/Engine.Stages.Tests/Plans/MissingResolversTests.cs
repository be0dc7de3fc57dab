using System;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Plans;

/// <summary>A <c>resolvers</c> section that a server names must be there, also where the server's address needs no resolving (CFG 5.2).</summary>
public sealed class MissingResolversTests
{
    [Theory]
    [InlineData("server s 192.0.2.1:80 resolvers nope")]
    [InlineData("server s some.example:80 resolvers nope init-addr none")]
    [InlineData("default-server resolvers nope\nserver s 192.0.2.1:80")]
    public void IsAnError(string lines) =>
        Assert.Contains("there is no section 'resolvers nope'", SampleStand.Diagnose("", backend: lines), StringComparison.Ordinal);
}
