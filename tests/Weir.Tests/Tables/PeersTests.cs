using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tables;

/// <summary>Tables that two machines share (CFG 3.5, peers-v2.0), one of which may be HAProxy; and that the next process on the same machine takes over.</summary>
public sealed class PeersTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task WhatOneMachineCounts_TheOtherKnows_InBothDirections(bool firstIsHaproxy, bool secondIsHaproxy)
    {
        if (!CanRun(firstIsHaproxy || secondIsHaproxy))
        {
            return;
        }

        int portA = Ports.Free();
        int portB = Ports.Free();
        using PeersNode a = await PeersNode.StartAsync(firstIsHaproxy, "A", portA, portB);
        using PeersNode b = await PeersNode.StartAsync(secondIsHaproxy, "B", portA, portB);
        await a.CountAsync("from-a");
        await a.CountAsync("from-a");
        await b.CountAsync("from-b");
        await b.ExpectAsync("/ask?k=from-a", "2 7 2");
        await a.ExpectAsync("/ask?k=from-b", "1 7 1");

        // What is counted on goes on from there.
        await b.CountAsync("from-a");
        await a.ExpectAsync("/ask?k=from-a", "3 7 3");

        // Servers are known by name: the second has the same number on both.
        await a.GetAsync("/stick?k=user");
        string server = await a.GetAsync("/server?k=user");
        Assert.NotEqual("0", server);
        await b.ExpectAsync("/server?k=user", server);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task AMachineThatJoinsLater_LearnsWhatThereIs(bool firstIsHaproxy, bool secondIsHaproxy)
    {
        if (!CanRun(firstIsHaproxy || secondIsHaproxy))
        {
            return;
        }

        const int Keys = 200;
        int portA = Ports.Free();
        int portB = Ports.Free();
        using PeersNode a = await PeersNode.StartAsync(firstIsHaproxy, "A", portA, portB);
        for (int i = 0; i < Keys; i++)
        {
            await a.CountAsync(string.Create(CultureInfo.InvariantCulture, $"key-{i}"));
        }

        using PeersNode b = await PeersNode.StartAsync(secondIsHaproxy, "B", portA, portB);
        await b.ExpectAsync("/count", Keys.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("1 7 1", await b.AskAsync("key-0"));
        Assert.Equal("1 7 1", await b.AskAsync("key-199"));
    }

    /// <summary>HAProxy teaches its successor as well, but for the first seconds of its life, for which no test should wait.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheProcessThatTakesOver_IsToldEverything_ByTheOneThatEnds(bool newIsHaproxy)
    {
        if (!CanRun(newIsHaproxy))
        {
            return;
        }

        int portA = Ports.Free();
        int portB = Ports.Free();
        using PeersNode old = await PeersNode.StartAsync(isHaproxy: false, "A", portA, portB);
        for (int i = 0; i < 3; i++)
        {
            await old.CountAsync("kept");
        }

        using PeersNode next = await PeersNode.StartAsync(newIsHaproxy, "A", portA, portB);
        old.Signal(ProxyProcess.SigUsr1);
        await next.ExpectAsync("/ask?k=kept", "3 7 3");
        await old.ExitAsync();
    }

    [Fact]
    public async Task WithoutAProcessThatTakesOver_TheEndIsNotHeldUp()
    {
        using PeersNode node = await PeersNode.StartAsync(isHaproxy: false, "A", Ports.Free(), Ports.Free());
        await node.CountAsync("a");
        node.Signal(ProxyProcess.SigUsr1);
        Assert.Equal(0, await node.ExitAsync());
    }

    private static bool CanRun(bool needsHaproxy) => !needsHaproxy || File.Exists(PeersNode.HaproxyPath);
}
