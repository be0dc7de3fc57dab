using System;
using System.Text;
using Engine.IO.Tests;
using Xunit;

namespace Engine.Http.Tests;

public class HeadEditTests
{
    private readonly byte[] _storage = new byte[1024];

    [Fact]
    public void Add_Line_GoesLastAndKeepsItsCase()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.True(head.TryAdd("X-New"u8, "1"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nX-New: 1\r\n\r\n", Written(head));
    }

    /// <summary>RFC 9110 section 7.6.1: what belongs to the connection goes, and what was added around other edits stays.</summary>
    [Theory]
    [InlineData("/", "GET / HTTP/1.1\r\nHost: a\r\nB: 2\r\nX: 1\r\nY: 2\r\n\r\n")]
    [InlineData("/longer", "GET /longer HTTP/1.1\r\nHost: a\r\nB: 2\r\nX: 1\r\nY: 2\r\n\r\n")]
    public void Add_BehindLinesOfTheConnection_AndBesideATarget_KeepsAll(string target, string expected)
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nB: 2\r\nKeep-Alive: 5\r\n\r\n");
        Assert.True(head.TryAdd("X"u8, "1"u8));
        Assert.True(target == "/" || head.TrySetTarget(Encoding.ASCII.GetBytes(target)));
        Assert.True(head.TryAdd("Keep-Alive"u8, "6"u8));
        Assert.True(head.TryAdd("Y"u8, "2"u8));
        Assert.Equal(expected, Written(head));
    }

    /// <summary>RFC 9110 section 7.6.1: only the line of the connection goes, wherever among the received ones it stands.</summary>
    [Theory]
    [InlineData("Connection: close\r\nHost: a\r\nB: 2\r\n")]
    [InlineData("Host: a\r\nConnection: close\r\nB: 2\r\n")]
    [InlineData("Host: a\r\nB: 2\r\nConnection: close\r\n")]
    public void Add_SeveralLines_BesideOneOfTheConnection_AllAreWritten(string fields)
    {
        RequestHead head = Request("GET / HTTP/1.1\r\n" + fields + "\r\n");
        Assert.True(head.TryAdd("X"u8, "1"u8));
        Assert.True(head.TryAdd("Y"u8, "2"u8));
        Assert.True(head.TryAdd("Z"u8, "3"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nB: 2\r\nX: 1\r\nY: 2\r\nZ: 3\r\n\r\n", Written(head));
    }

    [Fact]
    public void Remove_MiddleLine_LeavesItsNeighbours()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nB: 2\r\nC: 3\r\n\r\n");
        head.Remove(head.IndexOf("b"u8));
        Assert.Equal(-1, head.IndexOf("b"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nC: 3\r\n\r\n", Written(head));
    }

    [Fact]
    public void ReplaceValue_MiddleLine_StaysInPlace()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nuser-AGENT: 2\r\nC: 3\r\n\r\n");
        Assert.True(head.TrySetValue(head.IndexOf(FieldName.UserAgent), "longer than before"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nuser-AGENT: longer than before\r\nC: 3\r\n\r\n", Written(head));
        Assert.Equal("longer than before"u8, head.ValueOf(head.Fields[head.IndexOf(FieldName.UserAgent)]));
    }

    [Fact]
    public void IndexOf_UnknownNameInAnyCase_FindsEachOccurrence()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nOther: 2\r\nx-ONE: 3\r\n\r\n");
        int first = head.IndexOf("x-one"u8);
        Assert.Equal(1, first);
        Assert.Equal(3, head.IndexOf("x-one"u8, first + 1));
        Assert.Equal(-1, head.IndexOf("x-one"u8, 4));
    }

    [Fact]
    public void IndexOf_KnownNameThatIsAbsent_IsMinusOne()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(-1, head.IndexOf(FieldName.Cookie));
        Assert.True(head.TryAdd("cookie"u8, "a=b"u8));
        Assert.Equal(1, head.IndexOf(FieldName.Cookie));
    }

    /// <summary>RFC 9110 section 5.5: a value never ends its line, whoever made it.</summary>
    [Fact]
    public void Values_WithLineEnds_StayOneLine()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nB: 2\r\n\r\n");
        Assert.True(head.TryAdd("X"u8, "1\r\nY: 2\0"u8));
        Assert.True(head.TrySetValue(head.IndexOf("b"u8), "\n\r"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nB:   \r\nX: 1  Y: 2 \r\n\r\n", Written(head));
    }

    [Theory]
    [InlineData("/x", "b", "GET /x HTTP/1.1\r\nX: 1\r\nHost: b\r\n\r\n")]
    [InlineData("http://a/x?q", "longer:81", "GET http://longer:81/x?q HTTP/1.1\r\nX: 1\r\nHost: longer:81\r\n\r\n")]
    [InlineData("http://a", "b", "GET http://b HTTP/1.1\r\nX: 1\r\nHost: b\r\n\r\n")]
    public void SetHost_AndTheTarget_SayTheSame(string target, string host, string expected)
    {
        RequestHead head = Request($"GET {target} HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
        Assert.True(head.TrySetHost(Encoding.ASCII.GetBytes(host)));
        Assert.Equal(expected, Written(head));
        Assert.Equal(Encoding.ASCII.GetBytes(host), head.Authority.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nX: 1")]
    [InlineData("u@b")]
    [InlineData("a,b")]
    public void SetHost_OfWhatIsNoHost_IsRefused(string host)
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.False(head.TrySetHost(Encoding.ASCII.GetBytes(host)));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Written(head));
    }

    [Theory]
    [InlineData("/y", "GET /y HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("https://b:1/y", "GET https://b:1/y HTTP/1.1\r\nHost: b:1\r\n\r\n")]
    public void SetUri_TakesHostAlong(string target, string expected)
    {
        RequestHead head = Request("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.True(head.TrySetUri(Encoding.ASCII.GetBytes(target)));
        Assert.Equal(expected, Written(head));
    }

    [Fact]
    public void RemovedUpgrade_IsNotAskedFor()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n");
        Assert.NotEqual(UpgradeProtocol.None, head.Upgrade);
        head.Remove(head.IndexOf(FieldName.Upgrade));
        Assert.Equal(UpgradeProtocol.None, head.Upgrade);
    }

    [Fact]
    public void Add_NoRoom_ChangesNothing()
    {
        const string text = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        RequestHead head = Request(text, text.Length + 6);
        Assert.False(head.TryAdd("AB"u8, "1"u8));
        Assert.False(head.TrySetValue(0, "abc"u8));
        Assert.False(head.TrySetTarget("/longer"u8));
        Assert.Equal(text, Written(head));
        Assert.True(head.TryAdd("A"u8, "1"u8));
    }

    [Fact]
    public void Add_TooManyLines_IsRefused()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        int added = 0;
        while (head.TryAdd("A"u8, ""u8))
        {
            added++;
        }

        Assert.Equal(131, added);
        Assert.Equal(132, head.Fields.Length);
    }

    /// <summary>A client that lists a field in Connection must not be able to take off what the proxy put in.</summary>
    [Fact]
    public void Add_FieldThatConnectionNames_IsStillForwarded()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Auth, X-Kept, close\r\nX-Auth: forged\r\nX-Kept: old\r\n\r\n");
        Assert.True(head.TryAdd("X-Auth"u8, "real"u8));
        Assert.True(head.TrySetValue(head.IndexOf("X-Kept"u8), "new"u8));
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nX-Kept: new\r\nX-Auth: real\r\n\r\n", Written(head));
    }

    [Fact]
    public void Add_ConnectionClose_EndsKeepAlive()
    {
        RequestHead head = Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.True(head.WantsKeepAlive);
        Assert.True(head.TryAdd("connection"u8, "close"u8));
        Assert.False(head.WantsKeepAlive);
    }

    [Fact]
    public void SetMethodAndTarget_NewValues_AreWritten()
    {
        RequestHead head = Request("GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.True(head.TrySetMethod("DELETE"u8));
        Assert.True(head.TrySetTarget("/y?z"u8));
        Assert.Equal(HttpMethod.Delete, head.Method);
        Assert.Equal(TargetForm.Origin, head.TargetForm);
        Assert.Equal("/y?z"u8, head.PathAndQuery);
        Assert.Equal("a"u8, head.Authority);
        Assert.Equal("DELETE /y?z HTTP/1.1\r\nHost: a\r\n\r\n", Written(head));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-slash")]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: y")]
    [InlineData("*")]
    public void SetTarget_ThatIsNone_IsRefused(string target)
    {
        RequestHead head = Request("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.False(head.TrySetTarget(Encoding.ASCII.GetBytes(target)));
        Assert.Equal("/x"u8, head.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GE T")]
    [InlineData("G\r\n")]
    public void SetMethod_ThatIsNoToken_IsRefused(string method)
    {
        RequestHead head = Request("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.False(head.TrySetMethod(Encoding.ASCII.GetBytes(method)));
        Assert.Equal(HttpMethod.Get, head.Method);
    }

    [Fact]
    public void SetStatus_NewValue_IsWritten()
    {
        var head = new ResponseHead();
        byte[] bytes = "HTTP/1.0 200 OK\r\nA: 1\r\n\r\n"u8.ToArray();
        Verdict verdict = ResponseParser.Parse(bytes, head, HeadLimits.Default);
        bytes.CopyTo(_storage, 0);
        head.Attach(_storage, verdict.Consumed);
        Assert.True(head.TrySetStatus(503, "Busy"u8));
        Assert.False(head.TrySetStatus(99, "x"u8));
        Assert.False(head.TrySetStatus(500, "x\r\ny"u8));
        int written = HeadWriter.WriteResponse(head, new ResponseRewrite(), _storage.AsSpan(512));
        Assert.Equal("HTTP/1.1 503 Busy\r\nA: 1\r\n\r\n", Encoding.ASCII.GetString(_storage, 512, written));
    }

    [Fact]
    public void Reset_AfterMessage_LeavesNothingBehind()
    {
        RequestHead head = Request("POST http://a/ HTTP/1.0\r\nHost: a\r\nConnection: keep-alive, x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        head.Reset();
        byte[] next = "GET / HTTP/1.1\r\nHost: b\r\n\r\n"u8.ToArray();
        Verdict verdict = RequestParser.Parse(next, head, HeadLimits.Default);
        head.Attach(next, verdict.Consumed);
        Assert.Equal(VerdictKind.Done, verdict.Kind);
        Assert.Equal(ConnectionTokens.None, head.Connection);
        Assert.Equal(-1, head.ContentLength);
        Assert.Equal(-1, head.IndexOf(FieldName.Connection));
        Assert.False(head.ExpectsContinue);
        Assert.Equal("b"u8, head.Authority);
        Assert.Equal(1, head.Fields.Length);
    }

    [Fact]
    public void Parse_ByteByByte_LooksOnlyAtNewBytes()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("GET /" + new string('a', 2000) + " HTTP/1.1\r\nHost: a\r\nX: " + new string('b', 3000) + "\r\n\r\n");
        var head = new RequestHead();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(VerdictKind.NeedMore, RequestParser.Parse(bytes.AsSpan(0, length), head, HeadLimits.Default).Kind);
            Assert.Equal(length, Math.Max(head.Scanned, head.Position));
        }

        Assert.Equal(VerdictKind.Done, RequestParser.Parse(bytes, head, HeadLimits.Default).Kind);
    }

    [Fact]
    public void ParseEditAndWrite_InSteadyState_AllocateNothing()
    {
        byte[] bytes = "GET /a HTTP/1.1\r\nHost: a\r\nConnection: x-hop\r\nX-Hop: 1\r\nTE: trailers\r\nContent-Length: 3, 3\r\nY: 1 \r\n\r\n"u8.ToArray();
        var head = new RequestHead();
        byte[] destination = new byte[1024];
        int written = 0;
        Assert.Equal(0, Allocations.LeastOf(1000, () =>
        {
            head.Reset();
            RequestParser.Parse(bytes.AsSpan(0, bytes.Length / 2), head, HeadLimits.Default);
            Verdict verdict = RequestParser.Parse(bytes, head, HeadLimits.Default);
            bytes.CopyTo(_storage, 0);
            head.Attach(_storage, verdict.Consumed);
            Framing.OfRequest(head, acceptUnsafe: false);
            head.TryAdd("X-Forwarded-For"u8, "10.0.0.1"u8);
            head.TrySetValue(head.IndexOf("y"u8), "2"u8);
            written = HeadWriter.WriteRequest(head, new RequestRewrite { Connection = ConnectionOption.Close }, destination);
        }));
        Assert.True(written > 0);
    }

    private RequestHead Request(string text, int room = 1024)
    {
        var head = new RequestHead();
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Verdict verdict = RequestParser.Parse(bytes, head, HeadLimits.Default);
        Assert.Equal(VerdictKind.Done, verdict.Kind);
        bytes.CopyTo(_storage, 0);
        head.Attach(new ArraySegment<byte>(_storage, 0, room), verdict.Consumed);
        return head;
    }

    private static string Written(RequestHead head)
    {
        byte[] destination = new byte[1024];
        return Encoding.Latin1.GetString(destination, 0, HeadWriter.WriteRequest(head, new RequestRewrite(), destination));
    }
}
