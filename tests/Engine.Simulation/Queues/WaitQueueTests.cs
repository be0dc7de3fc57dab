using System;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Simulation.Network;
using Engine.Simulation.Runs;
using Engine.Simulation.World;
using Xunit;

namespace Engine.Simulation.Queues;

/// <summary>A ticket is its exchange's for ever, and an exchange serves one backend after another.</summary>
public sealed class WaitQueueTests : IDisposable
{
    private const string TwoBackends = """
        defaults
            timeout client 1s
            timeout server 1s
            timeout connect 1s
        backend one
            server s 10.0.0.1:9001 maxconn 1
        backend two
            server s 10.0.0.2:9002 maxconn 1

        """;

    private readonly BackendState _one;
    private readonly BackendState _two;
    private readonly SimLoop _loop;
    private readonly QueueTicket _ticket;

    public WaitQueueTests()
    {
        var world = new SimWorld(1);
        ProxyPlan plan = Runs.Simulation.Compile(TwoBackends);
        (_one, _two) = (plan.Backends[0].State, plan.Backends[1].State);
        _loop = new SimLoop(0, world, new SimNetwork(world, new Weather()), 2048, Sabotage.None);
        _ticket = new QueueTicket(_loop.Loop);
        Assert.True(_one.Servers[0].TryReserve());
        Assert.True(_two.Servers[0].TryReserve());
    }

    [Fact]
    public void FreedSlot_GoesToTheTicketThatWaits()
    {
        Assert.Null(_one.Queue.ReserveOrJoin(_one.Servers, _ticket));
        _one.Servers[0].Release();
        Assert.Same(_one.Servers[0], _one.Queue.Leave(_ticket));
        Assert.Null(_one.Queue.Leave(_ticket));
        Assert.Equal(1, _one.Servers[0].Served);
    }

    [Fact]
    public void PlaceLeftInOneQueue_IsNotRevivedByWaitingInAnother()
    {
        Assert.Null(_one.Queue.ReserveOrJoin(_one.Servers, _ticket));
        Assert.Null(_one.Queue.Leave(_ticket));
        Assert.Null(_two.Queue.ReserveOrJoin(_two.Servers, _ticket));

        // The first backend's server must not be given to a request of the second.
        _one.Servers[0].Release();
        Assert.Null(_ticket.Granted);
        Assert.Equal(0, _one.Servers[0].Served);

        _two.Servers[0].Release();
        Assert.Same(_two.Servers[0], _ticket.Granted);
    }

    [Fact]
    public void PlaceLeftInTheSameQueue_DoesNotJumpIt()
    {
        var other = new QueueTicket(_loop.Loop);
        Assert.Null(_one.Queue.ReserveOrJoin(_one.Servers, _ticket));
        Assert.Null(_one.Queue.Leave(_ticket));
        Assert.Null(_one.Queue.ReserveOrJoin(_one.Servers, other));
        Assert.Null(_one.Queue.ReserveOrJoin(_one.Servers, _ticket));
        _one.Servers[0].Release();
        Assert.Same(_one.Servers[0], other.Granted);
        Assert.Null(_ticket.Granted);
    }

    public void Dispose() => _loop.Dispose();
}
