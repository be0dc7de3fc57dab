using System;
using System.Collections.Generic;
using System.Linq;
using Engine.IO.Addressing;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed class EndpointResolverTests
{
    [Theory]
    [InlineData("", SocketFamily.Unspecified, "0.0.0.0:80")]
    [InlineData("*", SocketFamily.Unspecified, "0.0.0.0:80")]
    [InlineData("*", SocketFamily.IPv4, "0.0.0.0:80")]
    [InlineData("*", SocketFamily.IPv6, "[::]:80")]
    [InlineData("10.0.0.1", SocketFamily.Unspecified, "10.0.0.1:80")]
    [InlineData("10.0.0.1", SocketFamily.IPv4, "10.0.0.1:80")]
    [InlineData("::", SocketFamily.Unspecified, "[::]:80")]
    [InlineData("::1", SocketFamily.IPv6, "[::1]:80")]
    [InlineData("[::1]", SocketFamily.Unspecified, "[::1]:80")]
    [InlineData("::ffff:10.0.0.1", SocketFamily.Unspecified, "[::ffff:10.0.0.1]:80")]
    [InlineData("fe80::1%1", SocketFamily.Unspecified, "[fe80::1%1]:80")]
    public void TryResolve_AddressesAndWildcards_NeedNoResolver(string host, SocketFamily family, string expected)
    {
        Assert.True(EndpointResolver.TryResolve(host, 80, family, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error));
        Assert.Null(error);
        Assert.Equal(expected, Assert.Single(endpoints).ToString());
    }

    [Fact]
    public void TryResolve_ScopeByName_IsTheInterfaceOfThatName()
    {
        Assert.True(EndpointResolver.TryResolve("fe80::1%lo", 80, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out _));
        Assert.NotEqual(0u, endpoints[0].ToAddress().ScopeId);
    }

    [Theory]
    [InlineData("10.0.0.1", SocketFamily.IPv6, "ipv4@")]
    [InlineData("::1", SocketFamily.IPv4, "ipv6@")]
    public void TryResolve_AddressOfTheOtherFamily_NamesThePrefixToWrite(string host, SocketFamily family, string fix)
    {
        Assert.False(EndpointResolver.TryResolve(host, 80, family, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error));
        Assert.Null(endpoints);
        Assert.Contains(host, error, StringComparison.Ordinal);
        Assert.Contains("write " + fix, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..2")]
    public void TryResolve_NumbersThatAreNoAddress_AreNotAskedOfTheResolver(string host)
    {
        Assert.False(EndpointResolver.TryResolve(host, 80, SocketFamily.Unspecified, out _, out string? error));
        Assert.StartsWith($"'{host}' is not an IPv4 address", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryResolve_Localhost_IsLoopback_EachAddressOnce()
    {
        Assert.True(EndpointResolver.TryResolve("localhost", 8080, SocketFamily.IPv4, out IReadOnlyList<SocketEndpoint>? endpoints, out _));
        Assert.All(endpoints, endpoint => Assert.StartsWith("127.", endpoint.ToString(), StringComparison.Ordinal));
        Assert.All(endpoints, endpoint => Assert.Equal(8080, endpoint.Port));
        Assert.Equal(endpoints.Count, endpoints.Distinct().Count());
    }

    [Theory]
    [InlineData("no such name")]
    [InlineData("-.-")]
    public void TryResolve_WhatIsNoName_IsAnErrorThatNamesIt(string host)
    {
        Assert.False(EndpointResolver.TryResolve(host, 80, SocketFamily.Unspecified, out _, out string? error));
        Assert.Contains($"'{host}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryResolve_NameOf300Letters_IsAnErrorNotAnException()
    {
        Assert.False(EndpointResolver.TryResolve(new string('a', 300), 80, SocketFamily.Unspecified, out _, out string? error));
        Assert.Contains("255", error, StringComparison.Ordinal);
    }
}
