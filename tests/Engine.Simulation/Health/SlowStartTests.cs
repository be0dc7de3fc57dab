using System;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Simulation.Network;
using Engine.Simulation.Runs;
using Engine.Simulation.World;
using Xunit;

namespace Engine.Simulation.Health;

/// <summary>A server that comes back takes its load step by step (CFG 5.2 slowstart): weight and maxconn, by the simulated clock.</summary>
public sealed class SlowStartTests : IDisposable
{
    private const int Port = 9001;

    private readonly SimWorld _world = new(1);
    private readonly SimNetwork _network;
    private readonly SimLoop _loop;
    private readonly ProxyEngine _engine;
    private readonly ServerState _server;

    public SlowStartTests()
    {
        _network = new SimNetwork(_world, new Weather { IsCalm = true });
        ProxyPlan plan = Runs.Simulation.Compile($"defaults\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nbackend app\n server s 10.0.0.1:{Port} check inter 100 rise 1 fall 1 slowstart 20s maxconn 50 weight 100\n");
        _loop = new SimLoop(0, _world, _network, plan.Global.Tune.BufSize, Sabotage.None);
        _engine = new ProxyEngine(plan, [_loop.Loop]);
        _server = plan.Backends[0].State.Servers[0];
        _network.Serve(Port, isSlow: false, null!); // refuses
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void ComesBack_WithAGrowingShareOfItsWeightAndMaxConn()
    {
        // Before the first check it is believed to be up, and has all of it (init-state up).
        Assert.Equal((50, 1600), (_server.SlotLimit, _server.EffectiveWeight));
        RunUntil(ServerOperation.Stopped);
        Assert.Equal(0, _server.EffectiveWeight);

        _network.Serve(Port, isSlow: false, static socket => socket.News = () => Leave(socket));
        RunUntil(ServerOperation.Starting);
        Assert.Equal((1, 16), (_server.SlotLimit, _server.EffectiveWeight));

        RunFor(5100);
        Assert.InRange(_server.SlotLimit, 12, 13);
        Assert.InRange(_server.EffectiveWeight, 24 * 16, 26 * 16);
        RunFor(5000);
        Assert.InRange(_server.SlotLimit, 24, 26);
        RunFor(10_000);
        Assert.Equal((50, 1600, ServerOperation.Running), (_server.SlotLimit, _server.EffectiveWeight, _server.Operation));
    }

    private static void Leave(SimSocket socket)
    {
        if (!socket.IsClosed && socket.IsBroken)
        {
            socket.Close(reset: false);
        }
    }

    private void RunUntil(ServerOperation operation)
    {
        for (int i = 0; i < 1000 && _server.Operation != operation; i++)
        {
            RunFor(10);
        }

        Assert.Equal(operation, _server.Operation);
    }

    private void RunFor(int ms)
    {
        for (long untilMs = _world.NowMs + ms; _world.NowMs < untilMs; _world.AdvanceTo(_world.NowMs + 1))
        {
            while (_world.RunDue(16) | _loop.Turn())
            {
                // Whatever can happen at this time does.
            }
        }
    }
}
