using System;
using System.Collections.Generic;
using Engine.IO.Tests;
using Engine.Proxy.Conditions;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>Rules that edit lists and maps (CFG 4.2 http-request add-acl, del-acl, set-map, del-map).</summary>
public sealed class EditPatternsActionTests
{
    private static readonly Dictionary<string, string> Files = new() { ["/list"] = "old\n", ["/map"] = "old value\n" };

    [Fact]
    public void AKeyAdded_IsMatchedFromThenOn_AndNoMoreOnceRemoved()
    {
        using SampleStand stand = new(
            """
            acl listed req.hdr(x) -f /list
            http-request add-acl(/list) %[req.hdr(x)] if { method PUT }
            http-request del-acl(/list) %[req.hdr(x)] if { method DELETE }
            http-request deny if listed { method GET }
            """,
            files: Files);
        Assert.False(Ask(stand, "GET", "new"));
        Assert.False(Ask(stand, "PUT", "new"));
        Assert.False(Ask(stand, "PUT", "new"));
        Assert.True(Ask(stand, "GET", "new"));
        Assert.Equal(2, stand.Plan.Names.Patterns.Find("/list")!.Count);
        Assert.False(Ask(stand, "DELETE", "new"));
        Assert.False(Ask(stand, "GET", "new"));
        Assert.True(Ask(stand, "GET", "old"));
    }

    [Fact]
    public void AMapSet_GivesTheNewValue()
    {
        using SampleStand stand = new(
            """
            http-request set-map(/map) %[req.hdr(x)] %[req.hdr(x),map(/map,new)]-1 if { method PUT }
            http-request del-map(/map) %[req.hdr(x)] if { method DELETE }
            """,
            files: Files);
        Ask(stand, "PUT", "a");
        Assert.Equal("new-1", ValueOf(stand, "a"));
        Ask(stand, "PUT", "a");
        Assert.Equal("new-1-1", ValueOf(stand, "a"));
        Ask(stand, "DELETE", "a");
        Assert.Null(ValueOf(stand, "a"));
        Assert.Equal("value", ValueOf(stand, "old"));
    }

    [Fact]
    public void AResponseRule_EditsAsWell()
    {
        using SampleStand stand = new("acl listed req.hdr(x) -f /list\nhttp-request deny if listed\nhttp-response add-acl(/list) new", files: Files);
        stand.Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Respond("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").RunResponseRules();
        Assert.True(Ask(stand, "GET", "new"));
    }

    [Fact]
    public void WhatChangesNothing_AllocatesNothing()
    {
        using SampleStand stand = new(
            "acl listed req.hdr(x) -f /list\nhttp-request add-acl(/list) old\nhttp-request set-map(/map) old value\nhttp-request del-map(/map) nobody if { path,map(/map) -m found } or listed",
            files: Files);
        Assert.Equal(0, Allocations.LeastOf(1000, () => stand.RunRequestRules()));
    }

    [Fact]
    public void EditingAListThatNothingReads_IsWarnedAbout()
    {
        Assert.Contains("[WARNING] test.cfg:13:5: no ACL or map reads '/nothing'", SampleStand.Diagnose("http-request add-acl(/nothing) x", files: Files), StringComparison.Ordinal);
        Assert.Contains("'del-map' needs the name of a list", SampleStand.Diagnose("http-request del-map x", files: Files), StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyThatIsNoPattern_IsLeftOut()
    {
        using SampleStand stand = new("acl inside src -f /addresses\nhttp-request add-acl(/addresses) %[req.hdr(x)]\nhttp-request deny if inside", files: new Dictionary<string, string> { ["/addresses"] = "" });
        Assert.False(Ask(stand, "GET", "localhost"));
        PatternReference list = stand.Plan.Names.Patterns.Find("/addresses")!;
        Assert.Equal(0, list.Count);
        Assert.True(Ask(stand, "GET", "192.0.2.0/24"));
        Assert.Equal(1, list.Count);
    }

    private static string? ValueOf(SampleStand stand, string key) =>
        stand.Next($"GET / HTTP/1.1\r\nHost: a\r\nX: {key}\r\n\r\n").Text("req.hdr(x),map(/map)");

    private static bool Ask(SampleStand stand, string method, string value) =>
        stand.Next($"{method} / HTTP/1.1\r\nHost: a\r\nX: {value}\r\n\r\n").Denies();
}
