#pragma warning disable CA2012, xUnit1031 // operations are held and looked at: whether they wait is what is tested, and what is asked has ended

using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>TLS over split, delayed, refused and interrupted bytes: whatever the wire does, what was written is read, and an idle connection holds nothing.</summary>
public sealed class TlsSessionTests
{
    private static readonly TlsContext Server = TestCertificates.Server(TestCertificates.Load(TestCertificates.Pem("CN=a", names: "a.example.com")));
    private static readonly TlsContext Client = TestCertificates.Client();

    public static TheoryData<int, TlsVersion> SeedsAndVersions()
    {
        TheoryData<int, TlsVersion> data = [];
        for (int seed = 0; seed < 12; seed++)
        {
            data.Add(seed, seed % 2 == 0 ? TlsVersion.Tls13 : TlsVersion.Tls12);
        }

        return data;
    }

    [Theory, MemberData(nameof(SeedsAndVersions))]
    public void SplitAndDelayedBytes_BothWays(int seed, TlsVersion version)
    {
        using TlsPair pair = new(seed, blockBytes: seed % 3 == 0 ? 4096 : 16384);
        TlsContext client = TestCertificates.Client(new TlsOptions { Max = version });
        Assert.Equal((TlsFailure.None, TlsFailure.None), pair.Shake(client, Server));
        Assert.Equal((int)version, pair.Client.Tls!.ProtocolNumber());

        Random random = new(seed);
        foreach (int length in (int[])[1, 100, 5000, 16384, 16385, 70_000])
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(bytes, pair.Carry(pair.Client, pair.Server, bytes));
            Assert.Equal(bytes, pair.Carry(pair.Server, pair.Client, bytes));
        }

        pair.Settle();
        Assert.Equal(0, pair.Buffers.Outstanding);
    }

    /// <summary>RFC 8446 section 4.6.1: tickets may come at any time after the handshake.</summary>
    [Fact]
    public void Tickets_LeaveWithTheResponse()
    {
        using TlsPair pair = new();
        Assert.Equal((TlsFailure.None, TlsFailure.None), pair.Shake(Client, Server));
        Assert.Equal(1, pair.Wire.ServerSends); // ServerHello to Finished

        pair.Wait(pair.Client.Output.WriteAsync("request"u8.ToArray()));
        pair.Settle();
        Assert.Equal("request"u8.ToArray(), pair.Read(pair.Server, 7));
        Assert.Equal(1, pair.Wire.ServerSends);
        Assert.Equal("response"u8.ToArray(), pair.Carry(pair.Server, pair.Client, "response"u8.ToArray()));
        Assert.Equal(2, pair.Wire.ServerSends);
    }

    [Fact]
    public void Tickets_ClientThatAsksNothing_GetsThemWhenTheServerReads()
    {
        using TlsPair pair = new();
        pair.Shake(Client, Server);
        Assert.Equal(1, pair.Wire.ServerSends);
        Assert.False(pair.Server.Input.TryRead(out _));
        Assert.Equal(2, pair.Wire.ServerSends);
        Assert.Equal(0, pair.Buffers.Outstanding);
    }

    /// <summary>More sessions than a loop keeps buffers for: who lost his takes new ones and goes on.</summary>
    [Fact]
    public void ColdSessions_GoOn()
    {
        using TlsPair pair = new();
        pair.Shake(Client, Server);
        for (int i = 0; i < 3; i++)
        {
            pair.Client.Tls!.Leave();
            pair.Server.Tls!.Leave();
            byte[] bytes = new byte[20_000];
            new Random(i).NextBytes(bytes);
            Assert.Equal(bytes, pair.Carry(pair.Client, pair.Server, bytes));
            Assert.Equal(bytes, pair.Carry(pair.Server, pair.Client, bytes));
        }
    }

    [Fact]
    public void HeadAndBody_LeaveInOneRecord()
    {
        using TlsPair pair = new();
        pair.Shake(Client, Server);
        pair.Settle();
        byte[] body = new byte[6000]; // more than is copied behind a head on a plain connection
        body.AsSpan().Fill((byte)'b');
        pair.Server.Output.Write("head"u8);

        Assert.True(pair.Server.Output.TryWrite(body));

        // One receive and one decryption brought all of it.
        pair.TurnUntil(() => pair.Client.Input.TryFill(0));
        Assert.Equal(6004, pair.Client.Input.Unread.Length);
        Assert.Equal("headbb", Encoding.ASCII.GetString(pair.Client.Input.Unread[..6]));
        pair.Client.Input.Consume(6004);
    }

    [Theory, InlineData(0), InlineData(5)]
    public void CloseNotify_IsAnOrderlyEnd(int seed)
    {
        using TlsPair pair = new(seed);
        pair.Shake(Client, Server);
        byte[] last = Encoding.ASCII.GetBytes("last words");
        Assert.Equal(last, pair.Carry(pair.Client, pair.Server, last));

        pair.Client.ShutdownSend();

        ReadResult end = pair.Wait(pair.Server.Input.ReadAsync());
        Assert.True(end.IsCompleted && end.Buffer.IsEmpty);
        Assert.Equal(0, pair.Server.Error);

        // The other half goes on.
        Assert.Equal(last, pair.Carry(pair.Server, pair.Client, last));
    }

    /// <summary>RFC 8446 section 6.1: whoever cuts the connection must not be able to pass off a part as the whole.</summary>
    [Theory, InlineData(0), InlineData(5)]
    public void EndWithoutCloseNotify_IsAFailure(int seed)
    {
        using TlsPair pair = new(seed);
        pair.Shake(Client, Server);
        byte[] part = Encoding.ASCII.GetBytes("a part");
        Assert.Equal(part, pair.Carry(pair.Client, pair.Server, part));

        pair.Wire.EndUp();

        Assert.True(pair.Wait(pair.Server.Input.ReadAsync()).IsCompleted);
        Assert.NotEqual(0, pair.Server.Error);
    }

    [Fact]
    public void BytesThatAreNotTls_FailTheHandshake_AndLeaveNothingBehind()
    {
        using TlsPair pair = new();
        LoopTask<TlsFailure> handshake = HandshakeOf(pair);
        pair.Client.Output.Write("GET / HTTP/1.1\r\n\r\n"u8);
        pair.Client.Output.TryFlush();

        pair.TurnUntil(() => handshake.IsCompleted);

        Assert.Equal(TlsFailure.Protocol, handshake.GetAwaiter().GetResult());
        Assert.Contains("http request", pair.Server.Tls!.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void PeerThatLeavesBeforeAWord_IsToldFromOneThatBreaksTheRules()
    {
        using TlsPair pair = new();
        LoopTask<TlsFailure> handshake = HandshakeOf(pair);
        pair.Wire.EndUp();

        pair.TurnUntil(() => handshake.IsCompleted);

        Assert.Equal(TlsFailure.Closed, handshake.GetAwaiter().GetResult());
    }

    [Fact]
    public void CancelledHandshake_EndsAtOnce()
    {
        using TlsPair pair = new();
        LoopTask<TlsFailure> handshake = HandshakeOf(pair);
        pair.Settle();
        Assert.False(handshake.IsCompleted);

        pair.Server.CancelWaits();
        pair.Settle();

        Assert.Equal(TlsFailure.Canceled, handshake.GetAwaiter().GetResult());
    }

    /// <summary>RFC 8446 section 4.6.1: tickets come when they please, also to a connection that nobody reads from.</summary>
    [Fact]
    public void TicketsOnAnIdleConnection_AreNoStrayBytes()
    {
        using TlsPair pair = new();
        Owner owner = new();
        pair.Client.Owner = owner;

        pair.Shake(TestCertificates.Client(), Server);
        pair.Settle();

        Assert.Equal(0, owner.Calls);
        Assert.True(pair.Client.ConfirmQuiet());
        pair.Server.Output.Write("stray"u8);
        pair.Server.Output.TryFlush();
        pair.Settle();
        Assert.Equal(1, owner.Calls);
    }

    [Fact]
    public void Session_MovesToAnotherConnection()
    {
        using TlsPair pair = new();
        pair.Shake(Client, Server);
        pair.Settle();
        Assert.True(pair.Client.ConfirmQuiet());

        int fd = pair.Client.Detach(out TlsSession? session);
        Assert.Equal(0, pair.Client.Open(fd, session));

        byte[] bytes = Encoding.ASCII.GetBytes("still here");
        Assert.Equal(bytes, pair.Carry(pair.Client, pair.Server, bytes));
        Assert.Equal(bytes, pair.Carry(pair.Server, pair.Client, bytes));
    }

    [Theory, InlineData(TlsVersion.Tls12), InlineData(TlsVersion.Tls13)]
    public void Session_IsTakenUpAgain_ByTicket(TlsVersion version)
    {
        TlsContext server = TestCertificates.Server(TestCertificates.Load(TestCertificates.Pem("CN=a")));
        TicketKeysShared keys = TicketKeysShared.Random(3);
        Assert.True(server.TryUseTicketKeys(keys, out _));
        TlsContext client = TestCertificates.Client(new TlsOptions { Max = version });
        client.KeepSessions();

        Assert.False(IsResumed(client, server));
        Assert.True(IsResumed(client, server));
        keys.Rotate();
        Assert.True(IsResumed(client, server)); // an older key still opens
        Assert.True(IsResumed(client, server)); // and what it opened was given anew
        keys.Rotate();
        keys.Rotate();
        keys.Rotate();
        Assert.False(IsResumed(client, server)); // forgotten
    }

    [Fact]
    public void Session_IsTakenUpAgain_ByTheCache_WhereThereAreNoTickets()
    {
        TlsContext server = TestCertificates.Server(TestCertificates.Load(TestCertificates.Pem("CN=a")), new TlsOptions { Tickets = false, Scope = "test"u8.ToArray() });
        TlsContext client = TestCertificates.Client(new TlsOptions { Max = TlsVersion.Tls12 });
        client.KeepSessions();

        Assert.False(IsResumed(client, server));
        Assert.True(IsResumed(client, server));
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        using TlsPair pair = new();
        pair.Shake(Client, Server);
        byte[] request = new byte[200];
        byte[] response = new byte[500];
        Exchange(pair, request, response);
        Assert.Equal(0, Allocations.LeastOf(100, () =>
        {
            pair.Client.Output.Write(request);
            pair.Client.Output.TryFlush();
            pair.Turn();
            Assert.True(pair.Server.Input.TryFill(0));
            pair.Server.Input.Consume(request.Length);
            pair.Server.Output.Write(response);
            pair.Server.Output.TryFlush();
            pair.Turn();
            Assert.True(pair.Client.Input.TryFill(0));
            pair.Client.Input.Consume(response.Length);
        }));
    }

    private static void Exchange(TlsPair pair, byte[] request, byte[] response)
    {
        pair.Carry(pair.Client, pair.Server, request);
        pair.Carry(pair.Server, pair.Client, response);
    }

    private static bool IsResumed(TlsContext client, TlsContext server)
    {
        using TlsPair pair = new();
        Assert.Equal((TlsFailure.None, TlsFailure.None), pair.Shake(client, server));
        byte[] bytes = [1, 2, 3];
        pair.Carry(pair.Server, pair.Client, bytes); // tickets come with the first bytes
        bool resumed = pair.Server.Tls!.IsResumed();
        Assert.Equal(resumed, pair.Client.Tls!.IsResumed());
        return resumed;
    }

    private static LoopTask<TlsFailure> HandshakeOf(TlsPair pair) => pair.Server.HandshakeAsync(new TlsSession(Server));

    private sealed class Owner : Engine.IO.Sockets.IConnectionOwner
    {
        public int Calls { get; private set; }

        public void OnUnreadInput(Engine.IO.Sockets.Connection connection) => Calls++;
    }
}
