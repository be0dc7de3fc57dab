using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Stages.Tests.Failures;

/// <summary>
/// Every way in which a server, or a client while a server works for it, can fail: what the client gets, the line in the log (CFG 8.5),
/// what is counted (MGT 9.1), and whether <c>retry-on</c> makes another attempt of it.
/// </summary>
public sealed class FailureTableTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    private const string Put = "PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody";
    private const string Post = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string OneServer = "server s1 {s1}";

    /// <summary>Name, what the server does with the request, status and state without and with retries, counted without retries.</summary>
    private static readonly Dictionary<string, Failure> Table = new()
    {
        ["closed before the request"] = new(static server => server.Close(), "502 SH--", "eresp 1") { BeforeRequest = true },
        ["reset with the request unread"] = new(ResetUnread, "502 SH--", "eresp 1") { BeforeRequest = true },
        ["closed after the request"] = new(static server => server.Close(), "502 SH--", "eresp 1"),
        ["half-closed after the request"] = new(static server => server.Shutdown(SocketShutdown.Send), "502 SH--", "eresp 1"),
        ["reset after the request"] = new(FailureStand.Reset, "502 SH--", "eresp 1"),
        ["closed in the head"] = new(Say("HTTP/1.1 200 OK\r\nX: "), "502 SH--", "eresp 1"),
        ["reset in the head"] = new(SayAndReset("HTTP/1.1 200 OK\r\nX: "), "502 SH--", "eresp 1"),
        ["garbage"] = new(Say("garbage\r\n\r\n"), "502 PH--", "eresp 1"),
        ["unasked switch"] = new(Say("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "502 PH--", "eresp 1") { IsFinal = true },
        ["silence"] = new(static _ => { }, "504 sH--", "eresp 1") { IsSlow = true },
        ["silence in the head"] = new(static server => FailureStand.Send(server, "HTTP/1.1 200"), "504 sH--", "eresp 1") { IsSlow = true },
        ["truncated"] = new(Say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "200 SD--", "eresp 1 srv_abrt 1") { IsFinal = true },
        ["reset in the body"] = new(SayAndReset("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "200 SD--", "eresp 1 srv_abrt 1") { IsFinal = true },
        ["garbage in the body, with the head"] = new(Say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nx\r\n"), "502 PH--", "eresp 1"),
        ["silence in the body"] = new(static server => FailureStand.Send(server, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "200 sD--", "srv_abrt 1") { IsFinal = true, IsSlow = true },
        ["status 503"] = new(Say("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), "503 ----", ""),
        ["status 404"] = new(Say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "404 ----", "") { IsFinal = true },
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Server_Fails(string name)
    {
        Failure failure = Table[name];
        using FailureStand stand = new($"{(failure.IsSlow ? "timeout server 60ms\n" : "")}{OneServer}");
        Socket client = stand.Ask(Get);
        failure.Play(failure.BeforeRequest ? stand.Accept() : stand.AcceptRequest());
        string answer = FailureStand.ReadToEnd(client);
        Assert.Equal(failure.Line + " 0 s1", stand.Log());
        Assert.StartsWith($"HTTP/1.1 {failure.Line[..3]} ", answer);
        Assert.Equal((failure.Counted, "0 0"), (stand.Counted(), stand.Left()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RetryOn_MakesAnotherAttemptOfIt_WhereTheClientHasNothingYet(string name)
    {
        Failure failure = Table[name];
        using FailureStand stand = new($"{(failure.IsSlow ? "timeout server 60ms\n" : "")}retries 2\nretry-on all-retryable-errors\n{OneServer}");
        Socket client = stand.Ask(Put);
        failure.Play(failure.BeforeRequest ? stand.Accept() : AcceptBody(stand));
        if (!failure.IsFinal)
        {
            FailureStand.Send(AcceptBody(stand), Ok);
        }

        string answer = FailureStand.ReadToEnd(client);
        Assert.Equal(failure.IsFinal ? failure.Line + " 0 s1" : "200 ---- 1 s1", stand.Log());
        Assert.Equal(failure.IsFinal, !answer.EndsWith("\r\n\r\nok"));
        Assert.Equal((failure.IsFinal ? failure.Counted : failure.Line == "502 PH--" ? "eresp 1 wretr 2" : "wretr 2", "0 0"), (stand.Counted(), stand.Left()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Post_IsNeverSentTwice_WhateverRetryOnSays(string name)
    {
        Failure failure = Table[name];
        if (failure.BeforeRequest)
        {
            return;
        }

        using FailureStand stand = new($"{(failure.IsSlow ? "timeout server 60ms\n" : "")}retries 2\nretry-on all-retryable-errors 404\n{OneServer}");
        Socket client = stand.Ask(Post);
        failure.Play(AcceptBody(stand));
        FailureStand.ReadToEnd(client);
        Assert.Equal(failure.Line + " 0 s1", stand.Log());
        Assert.False(stand.Origins[0].Poll(0, SelectMode.SelectRead));
    }

    [Fact]
    public void Retries_EndWithTheLastFailure()
    {
        using FailureStand stand = new("retries 2\nretry-on empty-response 503\n" + OneServer);
        Socket client = stand.Ask(Get);
        stand.AcceptRequest().Close();
        Say("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")(stand.AcceptRequest());
        Say("HTTP/1.1 503 Still busy\r\nContent-Length: 3\r\n\r\nout")(stand.AcceptRequest());
        Assert.EndsWith("out", FailureStand.ReadToEnd(client));
        Assert.Equal("503 ---- 2 s1", stand.Log());
        Assert.Equal("wretr 4", stand.Counted());
    }

    /// <summary>The server that failed the request has a retry, the redispatch beside it; a connection that failed has only the redispatch.</summary>
    [Theory]
    [InlineData("", "wretr 1 wredis 1", 1, 0)]
    [InlineData("use-server s1 if TRUE\n", "wretr 3 wredis 1", 3, 0)]
    [InlineData("option redispatch 1\n", "wretr 2 wredis 2", 1, 1)]
    public void StatusThatIsRetried_CountsAtTheServerThatGaveIt(string lines, string counted, long first, long second)
    {
        using FailureStand stand = new($"retries 2\nretry-on 503\noption redispatch\n{lines}server s1 {{s1}}\nserver s2 {{s2}}");
        Socket client = stand.Ask(Get);
        string busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
        FailureStand.Send(stand.AcceptRequest(), busy);
        if (first > 1)
        {
            FailureStand.Send(stand.AcceptRequest(), busy);
        }

        FailureStand.Send(stand.AcceptRequest(origin: 1), second > 0 ? busy : Ok);
        if (second > 0)
        {
            FailureStand.Send(stand.AcceptRequest(), Ok);
        }

        Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
        Assert.Equal(counted, stand.Counted());
        Assert.Equal((first, second), (stand.App.Servers[0].Traffic[TrafficCount.Retries], stand.App.Servers[1].Traffic[TrafficCount.Retries]));
    }

    /// <summary>Partial heads are junk in the manual and empty in HAProxy 2.6.</summary>
    [Theory]
    [InlineData("junk-response")]
    [InlineData("empty-response")]
    public void PartOfAHead_IsRetriedByEitherWord(string word)
    {
        using FailureStand stand = new($"retries 2\nretry-on {word}\n{OneServer}");
        Socket client = stand.Ask(Get);
        Say("HTTP/1.1 200 OK\r\nX: ")(stand.AcceptRequest());
        FailureStand.Send(stand.AcceptRequest(), Ok);
        Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
        Assert.Equal("wretr 2", stand.Counted());
    }

    [Fact]
    public void DisableL7Retry_LeavesOnlyWhatHasNotLeft()
    {
        using FailureStand stand = new("retries 2\nretry-on all-retryable-errors\nhttp-request disable-l7-retry\n" + OneServer);
        Socket client = stand.Ask(Get);
        stand.AcceptRequest().Close();
        FailureStand.ReadToEnd(client);
        Assert.Equal("502 SH-- 0 s1", stand.Log());
    }

    [Theory]
    [InlineData("", "503 SC-- 0 s1", "econ 1")]
    [InlineData("retries 1\ntimeout connect 30ms", "503 SC-- 1 s1", "econ 1 wretr 1")]
    [InlineData("retries 1\nretry-on none", "503 SC-- 0 s1", "econ 1")]
    public void Refused(string lines, string line, string counted)
    {
        using FailureStand stand = new($"{lines}\n{OneServer}");
        stand.Origins[0].Close();
        Assert.StartsWith("HTTP/1.1 503 ", FailureStand.ReadToEnd(stand.Ask(Get)));
        Assert.Equal(line, stand.Log());
        Assert.Equal((counted, "0 0"), (stand.Counted(), stand.Left()));
    }

    /// <summary>MGT 9.1: a session of a server is every attempt to reach it, of the backend every request; the balancer has chosen once.</summary>
    [Theory]
    [InlineData("", 4)]
    [InlineData("option redispatch\n", 4)]
    [InlineData("use-server s1 if TRUE\n", 4, 0)]
    [InlineData("retry-on none\n", 1)]
    public void EveryAttempt_IsASessionOfTheServer(string lines, long sessions, long chosen = 1)
    {
        using FailureStand stand = new($"{lines}retries 3\ntimeout connect 10ms\n{OneServer}");
        stand.Origins[0].Close();
        Assert.StartsWith("HTTP/1.1 503 ", FailureStand.ReadToEnd(stand.Ask(Get)));
        TrafficShared server = stand.App.Servers[0].Traffic;
        Assert.Equal((sessions, 1L, chosen), (server[TrafficCount.Picks], stand.App.TakenTotal, server[TrafficCount.Picks] - server[TrafficCount.DirectPicks]));
    }

    [Theory]
    [InlineData("", "200 ---- +1 s2", "wredis 1")]
    [InlineData("balance first\n", "200 ---- +1 s2", "wredis 1")]
    [InlineData("use-server s1 if TRUE\nretries 2\ntimeout connect 30ms\n", "200 ---- +2 s2", "wretr 1 wredis 1")]
    public void Refused_WithRedispatch(string lines, string line, string counted)
    {
        using FailureStand stand = new($"retries 3\noption redispatch\n{lines}server s1 {{s1}}\nserver s2 {{s2}}");
        stand.Origins[0].Close();
        Socket client = stand.Ask(Get);
        FailureStand.Send(stand.AcceptRequest(origin: 1), Ok);
        Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
        Assert.Equal(line, stand.Log());
        Assert.Equal((counted, "0 0"), (stand.Counted(), stand.Left()));
    }

    [Fact]
    public void ConnectTimeout()
    {
        using FailureStand stand = new("timeout connect 40ms\n" + OneServer);

        // A full backlog: the kernel drops what comes beyond it.
        stand.Origins[0].Listen(0);
        using Socket first = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        first.Connect(stand.Origins[0].LocalEndPoint!);
        FailureStand.ReadToEnd(stand.Ask(Get));
        Assert.Equal("503 sC-- 0 s1", stand.Log());
        Assert.Equal("econ 1", stand.Counted());
    }

    [Fact]
    public void NoServer()
    {
        using FailureStand stand = new("server s1 {s1} disabled");
        FailureStand.ReadToEnd(stand.Ask(Get));
        Assert.Equal("503 SC-- 0 <NOSRV>", stand.Log());
        Assert.Equal("econ 1", stand.Counted());
    }

    [Fact]
    public void QueueTimeout_AndQueueFull()
    {
        using FailureStand stand = new("balance uri\ntimeout queue 80ms\nserver s1 {s1} maxconn 1 maxqueue 1");
        Socket served = stand.Ask(Get);
        Socket server = stand.AcceptRequest();
        Socket waiting = stand.Ask(Get);
        while (stand.App.QueuedInAll == 0)
        {
            System.Threading.Thread.Yield();
        }

        FailureStand.ReadToEnd(stand.Ask(Get));
        Assert.Equal("503 SQ-- 0 s1", stand.Log());
        FailureStand.ReadToEnd(waiting);
        Assert.Equal("503 sQ-- 0 s1", stand.Log());
        FailureStand.Send(server, Ok);
        FailureStand.ReadToEnd(served);
        Assert.Equal("200 ---- 0 s1", stand.Log());
        Assert.Equal(("econ 2", "0 0"), (stand.Counted(), stand.Left()));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("no option abortonclose", false)]
    public void HalfClosedClient_WhileItsServerThinks(string option, bool aborts)
    {
        using FailureStand stand = new($"{option}\n{OneServer}");
        Socket client = stand.Ask(Get);
        Socket server = stand.AcceptRequest();
        client.Shutdown(SocketShutdown.Send);
        if (!aborts)
        {
            // The answer comes after the end of the request stream was seen, and is wanted all the same.
            FailureStand.Send(server, Ok);
            Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
        }

        Assert.Equal(aborts ? "400 CH-- 0 s1" : "200 ---- 0 s1", stand.Log());
        Assert.Equal(aborts ? "cli_abrt 1" : "", stand.Counted());
    }

    [Fact]
    public void ClientThatQueues_AndLeaves()
    {
        using FailureStand stand = new("server s1 {s1} maxconn 1");
        stand.Ask(Get);
        Socket server = stand.AcceptRequest();
        Socket queued = stand.Ask(Get);
        while (stand.App.QueuedInAll == 0)
        {
            System.Threading.Thread.Yield();
        }

        FailureStand.Reset(queued);
        Assert.StartsWith("-1 CQ-- 0 ", stand.Log().Replace("0 CQ", "-1 CQ"));
        FailureStand.Send(server, Ok);
        Assert.Equal("200 ---- 0 s1", stand.Log());
        Assert.Equal(("cli_abrt 1", "0 0"), (stand.Counted(), stand.Left()));
    }

    /// <summary>RFC 9112 section 7.1. With the head it is one of the table's; the client has the head here.</summary>
    [Fact]
    public void GarbageInTheBody_BehindTheHead()
    {
        using FailureStand stand = new(OneServer);
        Socket client = stand.Ask(Get);
        Socket server = stand.AcceptRequest();
        FailureStand.Send(server, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        FailureStand.ReadThrough(client, "abc\r\n");
        FailureStand.Send(server, "x\r\n");
        Assert.Equal("", FailureStand.ReadToEnd(client));
        Assert.Equal("200 SD-- 0 s1", stand.Log());
        Assert.Equal(("eresp 1", "0 0"), (stand.Counted(), stand.Left()));
    }

    /// <summary>RFC 9110 sections 9.3.2 and 15.4.5: what stands behind these heads is no content.</summary>
    [Theory]
    [InlineData("HEAD", "200 OK")]
    [InlineData("GET", "304 Not Modified")]
    public void ChunkedThatIsOnlySaid_IsNotLookedAt(string method, string status)
    {
        using FailureStand stand = new(OneServer);
        Socket client = stand.Ask(Get.Replace("GET", method));
        Say($"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")(stand.AcceptRequest());
        Assert.StartsWith("HTTP/1.1 " + status, FailureStand.ReadToEnd(client));
        Assert.StartsWith(status[..3] + " ---- ", stand.Log());
    }

    [Fact]
    public void ClientThatLeavesDuringItsResponse()
    {
        using FailureStand stand = new(OneServer);
        Socket client = stand.Ask(Get);
        Socket server = stand.AcceptRequest();
        FailureStand.Send(server, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nabc");
        FailureStand.ReadThrough(client, "abc");
        FailureStand.Reset(client);
        Assert.Equal("200 CD-- 0 s1", stand.Log());
        Assert.Equal("cli_abrt 1", stand.Counted());
    }

    [Fact]
    public void EarlyResponse_IsNoFailure()
    {
        using FailureStand stand = new("retries 2\nretry-on all-retryable-errors\n" + OneServer);
        Socket client = stand.Ask("PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 99999\r\n\r\npart");
        FailureStand.Send(stand.AcceptRequest(), "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", FailureStand.ReadThrough(client, "\r\n\r\n"));
        Assert.Equal("413 ---- 0 s1", stand.Log());
        Assert.Equal("", stand.Counted());
    }

    [Fact]
    public void QueuedForAServerThatGoesDown_MovesOn_WithRedispatch()
    {
        using FailureStand stand = new("option redispatch\nuse-server s1 if TRUE\nserver s1 {s1} maxconn 1\nserver s2 {s2}");
        stand.Ask(Get);
        stand.AcceptRequest();
        Socket waiting = stand.Ask(Get);
        while (stand.App.Servers[0].Queued == 0)
        {
            System.Threading.Thread.Yield();
        }

        stand.App.Servers[0].SetOperation(Proxy.State.ServerOperation.Stopped);
        Assert.Equal(1, stand.App.Queue.OnServerLeft(stand.App.Servers[0]));
        FailureStand.Send(stand.AcceptRequest(origin: 1), Ok);
        Assert.EndsWith("ok", FailureStand.ReadToEnd(waiting));
        Assert.Equal("200 ---- +0 s2", stand.Log());
        Assert.Equal("wredis 1", stand.Counted());
    }

    [Fact]
    public void MaxconnRaised_ServesThoseWhoWait()
    {
        using FailureStand stand = new("server s1 {s1} maxconn 1");
        stand.Ask(Get);
        stand.AcceptRequest();
        Socket[] waiting = [stand.Ask(Get), stand.Ask(Get)];
        while (stand.App.QueuedInAll < 2)
        {
            System.Threading.Thread.Yield();
        }

        stand.App.Servers[0].SetMaxConn(3);
        foreach (Socket client in waiting)
        {
            FailureStand.Send(stand.AcceptRequest(), Ok);
        }

        Assert.All(waiting, client => Assert.EndsWith("ok", FailureStand.ReadToEnd(client)));
    }

    [Fact]
    public void ServersName_IsSent_InPlaceOfWhatTheClientSays()
    {
        using FailureStand stand = new("http-send-name-header X-Server\n" + OneServer);
        Socket client = stand.Ask("GET / HTTP/1.1\r\nHost: h\r\nx-server: forged\r\nX-Server: twice\r\nConnection: close\r\n\r\n");
        Socket server = stand.AcceptRequest(out string head);
        Assert.Contains("\r\nX-Server: s1\r\n", head);
        Assert.DoesNotContain("forged", head);
        Assert.DoesNotContain("twice", head);
        FailureStand.Send(server, Ok);
        Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
    }

    private static Socket AcceptBody(FailureStand stand)
    {
        Socket server = stand.AcceptRequest();
        FailureStand.ReadThrough(server, "body");
        return server;
    }

    private static Action<Socket> Say(string text) => server =>
    {
        FailureStand.Send(server, text);
        server.Close();
    };

    /// <summary>A reset before the connection is there for the proxy would be one that was refused.</summary>
    private static void ResetUnread(Socket server)
    {
        server.Poll(-1, SelectMode.SelectRead);
        FailureStand.Reset(server);
    }

    private static Action<Socket> SayAndReset(string text) => server =>
    {
        FailureStand.Send(server, text);

        // The text must have been read before the reset destroys it.
        server.Poll(20_000, SelectMode.SelectRead);
        FailureStand.Reset(server);
    };

    /// <param name="Play">What the server does, once it has the request.</param>
    /// <param name="Line">Status and state in the log, without a retry.</param>
    /// <param name="Counted">What is counted, without a retry.</param>
    private sealed record Failure(Action<Socket> Play, string Line, string Counted)
    {
        /// <summary>It fails before it has read anything.</summary>
        public bool BeforeRequest { get; init; }

        /// <summary>No retry can help, or is asked for: the client has a part of the answer, or it is a good one.</summary>
        public bool IsFinal { get; init; }

        /// <summary>A timeout decides.</summary>
        public bool IsSlow { get; init; }
    }
}
