using System.Net.Sockets;
using Xunit;

namespace Engine.Stages.Tests.Failures;

/// <summary>Options about connections as such (CFG 4.2).</summary>
public sealed class ConnectionOptionTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("", "ok")]
    [InlineData("option nolinger", "ok!")]
    public void Nolinger_ResetsInsteadOfClosing(string option, string end)
    {
        using FailureStand stand = new("server s1 {s1}", option);
        Socket client = stand.Ask(Get);
        FailureStand.Send(stand.AcceptRequest(), Ok);
        Assert.EndsWith(end, FailureStand.ReadToEnd(client));
        Assert.Equal("200 ---- 0 s1", stand.Log());
    }

    [Fact]
    public void IndependentStreams_WhatIsSentToAClientIsNotItsActivity()
    {
        using FailureStand stand = new("mode tcp\nserver s1 {s1}", "mode tcp\noption independent-streams\ntimeout client 100ms");
        stand.Connect();
        Socket server = stand.Accept();

        // Never silent for long, and yet that does not keep the session.
        try
        {
            while (!server.Poll(20_000, SelectMode.SelectRead))
            {
                FailureStand.Send(server, "x");
            }
        }
        catch (SocketException)
        {
            // It ended between the look and the send.
        }

        Assert.Equal("-1 cD-- 0 s1", stand.Log());
    }

    [Fact]
    public void PreferLastServer_KeepsAClientWhereItWas_UnlessTooManyWaitThere()
    {
        using FailureStand stand = new("http-reuse never\noption prefer-last-server\nmax-keep-alive-queue 0\nserver s1 {s1} maxconn 1\nserver s2 {s2} maxconn 1");
        Socket client = stand.Ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Socket server = stand.AcceptRequest();
        for (int i = 0; i < 3; i++)
        {
            FailureStand.Send(server, Ok);
            FailureStand.ReadThrough(client, "ok");
            FailureStand.Send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            FailureStand.ReadThrough(server, "\r\n\r\n");
        }

        FailureStand.Send(server, Ok);
        FailureStand.ReadThrough(client, "ok");

        // Its server is taken by somebody else, so that this client moves on.
        while (!stand.App.Servers[0].TryReserve())
        {
            System.Threading.Thread.Yield();
        }

        FailureStand.Send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        FailureStand.Send(stand.AcceptRequest(origin: 1), Ok);
        FailureStand.ReadThrough(client, "ok");
        stand.App.Servers[0].Release();
    }

    /// <summary>HAProxy looks at the connections that belong to the client: there are none where all clients share them, nor where the last was closed.</summary>
    [Theory]
    [InlineData("", "", 1)]
    [InlineData("http-reuse always\n", "", 1)]
    [InlineData("http-reuse never\n", "", 0)]
    [InlineData("http-reuse never\n", "Connection: close\r\n", 1)]
    [InlineData("http-reuse never\noption http-server-close\n", "", 1)]
    [InlineData("http-reuse never\nbalance static-rr\n", "", 0)]
    [InlineData("http-reuse never\nno option prefer-last-server\n", "", 1)]
    public void PreferLastServer_NeedsAConnectionOfTheClientsOwn(string lines, string field, int origin)
    {
        using FailureStand stand = new($"option prefer-last-server\n{lines}server s1 {{s1}}\nserver s2 {{s2}}");
        Socket client = stand.Ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Socket server = stand.AcceptRequest();
        FailureStand.Send(server, $"HTTP/1.1 200 OK\r\n{field}Content-Length: 2\r\n\r\nok");
        FailureStand.ReadThrough(client, "ok");
        FailureStand.Send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        if (origin == 0)
        {
            FailureStand.ReadThrough(server, "\r\n\r\n");
        }
        else
        {
            server = stand.AcceptRequest(origin);
        }

        FailureStand.Send(server, Ok);
        FailureStand.ReadThrough(client, "ok");
    }

    [Fact]
    public void MinConn_GrowsWithTheLoadOfTheBackend()
    {
        using FailureStand stand = new("fullconn 4\nserver s1 {s1} minconn 1 maxconn 4");
        Assert.Equal(1, stand.App.Servers[0].SlotLimit);
        Socket[] clients = [stand.Ask(Get), stand.Ask(Get), stand.Ask(Get), stand.Ask(Get)];
        foreach (Socket _ in clients)
        {
            FailureStand.Send(stand.AcceptRequest(), Ok);
        }

        Assert.All(clients, client => Assert.EndsWith("ok", FailureStand.ReadToEnd(client)));
        Assert.Equal("0 0", stand.Left());
    }

    [Fact]
    public void FullConn_IsATenthOfWhatFrontendsMaySend()
    {
        using FailureStand stand = new("server s1 {s1}", "maxconn 91");
        Assert.Equal(10, stand.App.FullConn);
    }

    [Fact]
    public void Parameter_IsFoundInTheBodyOfAPost()
    {
        // Function none: the value itself names the place of the server.
        using FailureStand stand = new("balance url_param k check_post\nhash-type map-based none\nserver s1 {s1}\nserver s2 {s2}");
        for (int k = 0; k < 4; k++)
        {
            Socket client = stand.Ask($"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 7\r\n\r\na=b&k={k}");
            FailureStand.Send(stand.AcceptRequest(origin: k % 2), Ok);
            Assert.EndsWith("ok", FailureStand.ReadToEnd(client));
        }
    }
}
