using System;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Conditions;

/// <summary>An ACL that no condition names is compiled all the same: its mistakes are not kept for the day when somebody uses it.</summary>
public sealed class UnusedAclTests
{
    [Theory]
    [InlineData("acl a nbsrv(nope) gt 1", "nope")]
    [InlineData("acl a http_auth(nope)", "nope")]
    [InlineData("acl a src_conn_cur(nope) gt 1", "nope")]
    [InlineData("acl a path_reg [", "'[' cannot be used here")]
    [InlineData("acl a path,map(/nope) x", "cannot read the map file '/nope'")]
    public void ItsMistakes_AreFound(string line, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("acl a path /x")]
    [InlineData("acl a status 200")]
    [InlineData("acl a res.hdr(x) -m found")]
    [InlineData("acl a src 10.0.0.0/8")]
    [InlineData("acl a always_true")]
    [InlineData("acl a var(txn.x) -m found")]
    public void WhereverItWouldFit_NothingIsSaid(string line) => Assert.Equal("", SampleStand.Diagnose(line));
}
