using System;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>Actions on connections: what they change, and what is said about lines that cannot be meant.</summary>
public sealed class ConnectionActionTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\nX-Src: 203.0.113.9\r\nX-Port: 8080\r\nX-Bad: none\r\n\r\n";

    [Theory]
    [InlineData("set-src req.hdr(x-src)", "203.0.113.9:40000 198.51.100.1:80")]
    [InlineData("set-src-port req.hdr(x-port)", "192.0.2.1:8080 198.51.100.1:80")]
    [InlineData("set-dst req.hdr(x-src)", "192.0.2.1:40000 203.0.113.9:80")]
    [InlineData("set-dst-port req.hdr(x-port)", "192.0.2.1:40000 198.51.100.1:8080")]
    [InlineData("set-src req.hdr(x-bad)", "192.0.2.1:40000 198.51.100.1:80")]
    [InlineData("set-src-port req.hdr(x-missing)", "192.0.2.1:40000 198.51.100.1:80")]
    [InlineData("set-dst req.hdr(x-missing)", "192.0.2.1:40000 198.51.100.1:80")]
    public void Addresses_AreWhatRulesSay_AndTheConnectionKnowsBetter(string action, string ends)
    {
        using SampleStand stand = new("http-request " + action);
        stand.Next(Request).RunRequestRules();
        Assert.Equal(ends, stand.Format("%[src]:%[src_port] %[dst]:%[dst_port]"));
        Assert.Equal("192.0.2.1:40000 198.51.100.1:80", stand.Format("%[fc_src]:%[fc_src_port] %[fc_dst]:%[fc_dst_port]"));
    }

    [Theory]
    [InlineData("http-request pause", "'pause' needs a value")]
    [InlineData("http-request pause 10x", "10x")]
    [InlineData("http-request pause 10ms 20ms", "takes no further argument")]
    [InlineData("tcp-request content silent-drop rst-ttl 0", "write a number from 1 to 255")]
    [InlineData("tcp-request content silent-drop quietly", "takes no further argument")]
    [InlineData("tcp-request connection close", "it belongs in 'tcp-response content'")]
    [InlineData("tcp-request connection expect-proxy layer7", "takes 'layer4', nothing else")]
    [InlineData("tcp-request session attach-srv a", "known, but not supported yet")]
    [InlineData("tcp-request content switch-mode http", "known, but not supported yet")]
    [InlineData("tcp-request connection reject if { req.len gt 0 }", "never matches here")]
    public void WhatCannotBeMeant_IsReported(string line, string message) =>
        Assert.Contains(message, SampleStand.Diagnose(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("use-server", "needs the name of a server")]
    [InlineData("use-server one", "'use-server' needs a condition")]
    [InlineData("use-server two if TRUE", "has no server 'two'")]
    [InlineData("use-server one if { res.len gt 0 }", "never matches here")]
    [InlineData("use-server one if TRUE\nhttp-request deny", "is evaluated before it")]
    [InlineData("force-persist if TRUE", "known, but not supported yet")]
    public void WhatABackendCannotMean_IsReported(string line, string message) =>
        Assert.Contains(message, SampleStand.Diagnose("", backend: line), StringComparison.Ordinal);
}
