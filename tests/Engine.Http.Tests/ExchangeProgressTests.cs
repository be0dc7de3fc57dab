using System;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>What may follow what on one connection: RFC 9112 section 9.</summary>
public class ExchangeProgressTests
{
    [Fact]
    public void TwoExchanges_OnOneConnection_AreAllowed()
    {
        var progress = new ExchangeProgress();
        for (int i = 0; i < 2; i++)
        {
            Client(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEnds, MessageEvent.BodyEnds);
            Server(ref progress, MessageEvent.HeadBegins, MessageEvent.InterimEnds, MessageEvent.HeadBegins, MessageEvent.HeadEnds);
            Assert.False(progress.CanReuse);
            Assert.False(progress.TryNext());
            Server(ref progress, MessageEvent.BodyEnds);
            Assert.True(progress.TryNext());
            Assert.Equal((MessageState.Idle, MessageState.Idle), (progress.Client, progress.Server));
        }
    }

    [Fact]
    public void ConnectionClose_SaidInTheMiddle_EndsTheConnectionAfterBothMessages()
    {
        var progress = new ExchangeProgress();
        Client(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEndsAll);
        progress.RefuseReuse();
        Assert.Equal(MessageState.MustClose, progress.Client);
        Server(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEndsAll);
        Assert.Equal(MessageState.MustClose, progress.Server);
        Assert.False(progress.TryNext());
        Server(ref progress, MessageEvent.Closes);
        Assert.Equal(MessageState.Closed, progress.Server);
    }

    [Fact]
    public void ResponseBeforeRequestEnded_LeavesTheConnectionUnusable()
    {
        var progress = new ExchangeProgress();
        Client(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEnds);
        Server(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEndsAll);
        Assert.False(progress.CanReuse);
        Client(ref progress, MessageEvent.BodyEnds);
        Assert.True(progress.CanReuse);
    }

    [Fact]
    public void Response_BeforeAnyRequest_IsRefused()
    {
        var progress = new ExchangeProgress();
        Assert.False(progress.TryServer(MessageEvent.HeadBegins));
        Assert.Equal(MessageState.Idle, progress.Server);
    }

    [Theory]
    [InlineData(MessageEvent.HeadBegins)]
    [InlineData(MessageEvent.HeadEnds)]
    public void Close_WithinAMessage_IsRefusedAsTruncation(MessageEvent last)
    {
        var progress = new ExchangeProgress();
        for (MessageEvent e = MessageEvent.HeadBegins; e <= last; e += 2)
        {
            Assert.True(progress.TryClient(e));
        }

        Assert.False(progress.TryClient(MessageEvent.Closes));
    }

    [Fact]
    public void Upgrade_BothSides_TunnelUntilTheyClose()
    {
        var progress = new ExchangeProgress();
        Client(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEndsAll);
        Server(ref progress, MessageEvent.HeadBegins, MessageEvent.Switches);
        Client(ref progress, MessageEvent.Switches);
        Assert.False(progress.CanReuse);
        Assert.False(progress.TryClient(MessageEvent.HeadBegins));
        Client(ref progress, MessageEvent.Closes);
        Assert.Equal((MessageState.Closed, MessageState.Tunnel), (progress.Client, progress.Server));
    }

    [Fact]
    public void NextRequest_WhileThisOneIsAnswered_HasToWait()
    {
        var progress = new ExchangeProgress();
        Client(ref progress, MessageEvent.HeadBegins, MessageEvent.HeadEndsAll);
        Assert.False(progress.TryClient(MessageEvent.HeadBegins));
    }

    [Fact]
    public void Interim_FromAClient_IsRefused()
    {
        var progress = new ExchangeProgress();
        Client(ref progress, MessageEvent.HeadBegins);
        Assert.False(progress.TryClient(MessageEvent.InterimEnds));
    }

    private static void Client(ref ExchangeProgress progress, params ReadOnlySpan<MessageEvent> events)
    {
        foreach (MessageEvent happened in events)
        {
            Assert.True(progress.TryClient(happened), $"client {happened} in {progress.Client}");
        }
    }

    private static void Server(ref ExchangeProgress progress, params ReadOnlySpan<MessageEvent> events)
    {
        foreach (MessageEvent happened in events)
        {
            Assert.True(progress.TryServer(happened), $"server {happened} in {progress.Server}");
        }
    }
}
