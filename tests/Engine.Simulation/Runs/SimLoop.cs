using System;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.Simulation.Network;
using Engine.Simulation.World;

namespace Engine.Simulation.Runs;

/// <summary>One event loop of the engine on simulated parts, stepped turn by turn.</summary>
internal sealed class SimLoop : IDisposable
{
    private readonly SimWorld _world;
    private readonly SimPoller _poller;
    private readonly SimSockets _sockets;
    private readonly Sabotage _sabotage;
    private int _turnsAtThisMs;
    private long _turnMs;
    private bool _sabotaged;

    public SimLoop(int index, SimWorld world, SimNetwork network, int bufferBytes, Sabotage sabotage)
    {
        _world = world;
        _sabotage = sabotage;
        _poller = new SimPoller(network, world) { LosesEvery = sabotage == Sabotage.LostEdges ? 10 : 0 };
        _sockets = sabotage switch
        {
            Sabotage.SwappedBytes => new SwappingSockets(network, _poller),
            Sabotage.LeakedDescriptor => new LeakingSockets(network, _poller),
            Sabotage.RepeatedRequest => new RepeatingSockets(network, _poller),
            _ => new SimSockets(network, _poller),
        };
        Loop = new EventLoop(new EventLoopParts
        {
            Index = index,
            Poller = _poller,
            Sockets = _sockets,
            Clock = new SimClock(world),
            Buffers = new BufferPool(bufferBytes, poison: true),
            OnBroken = static fault => throw new InvalidOperationException("An exchange broke an invariant.", fault),
        });
    }

    public EventLoop Loop { get; }

    /// <summary>When it wants to be woken if nothing else happens; null = never.</summary>
    public long? WakeMs => _poller.AskedMs < 0 ? null : _turnMs + _poller.AskedMs;

    /// <summary>One turn. True when anything happened, or when there is more to do at once.</summary>
    public bool Turn()
    {
        const int TurnsPerMsMax = 20_000;
        _turnsAtThisMs = _turnMs == _world.NowMs ? _turnsAtThisMs + 1 : 0;
        _turnMs = _world.NowMs;
        if (_turnsAtThisMs > TurnsPerMsMax)
        {
            throw new InvalidOperationException($"Loop {Loop.Index} spins: no end of turns at one moment.");
        }

        _sockets.BeginTurn();
        DoDamage();
        return Loop.Turn(int.MaxValue) || _poller.AskedMs == 0;
    }

    public void Dispose() => _poller.Dispose();

    private void DoDamage()
    {
        if (_sabotaged || _world.NowMs - _world.StartMs < 200)
        {
            return;
        }

        _sabotaged = true;
        if (_sabotage == Sabotage.LeakedBuffer)
        {
            Loop.Buffers.Rent();
        }
        else if (_sabotage == Sabotage.ReturnedTwice)
        {
            SlabBuffer buffer = Loop.Buffers.Rent();
            Loop.Buffers.Return(buffer);
            Loop.Buffers.Return(buffer);
        }
    }
}
