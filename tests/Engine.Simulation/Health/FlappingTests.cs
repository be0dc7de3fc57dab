using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Simulation.Network;
using Engine.Simulation.Runs;
using Engine.Simulation.World;
using Xunit;

namespace Engine.Simulation.Health;

/// <summary>Servers that come and go, by seed and simulated clock: how long it takes until the proxy believes it.</summary>
public sealed class FlappingTests
{
    private const int Seeds = 60;
    private const int FirstPort = 9001;

    /// <summary>Of handshakes, ticks of the timers and loops that lag.</summary>
    private const int SlackMs = 120;

    public static IEnumerable<object[]> AllSeeds => Enumerable.Range(1, Seeds).Select(seed => new object[] { seed });

    /// <summary>Load leaves a dead server within fall checks, and returns to a living one within rise checks (CFG 5.2 inter, fall, rise).</summary>
    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void Flapping_IsSeenWithinFallOrRiseChecks(int seed)
    {
        using FlappingRun run = new(seed);
        for (int change = 0; change < 8; change++)
        {
            run.ChangeOne();
        }

        run.Stop();
    }

    /// <summary>One backend of checked servers, some of which refuse connections.</summary>
    private sealed class FlappingRun : IDisposable
    {
        private readonly SimWorld _world;
        private readonly SimNetwork _network;
        private readonly SimLoop[] _loops;
        private readonly ProxyEngine _engine;
        private readonly ServerState[] _servers;
        private readonly int _interMs;
        private readonly int _rise;
        private readonly int _fall;
        private readonly int _spread;

        public FlappingRun(int seed)
        {
            _world = new SimWorld(seed);
            _network = new SimNetwork(_world, new Weather { IsCalm = true });
            _interMs = _world.OneOf(100, 500, 2000);
            _rise = _world.Between(1, 4);
            _fall = _world.Between(1, 4);
            _spread = _world.OneOf(0, 0, 10, 50);
            int servers = _world.Between(1, 4);
            ProxyPlan plan = Runs.Simulation.Compile(ConfigurationOf(servers));
            _loops = [.. Enumerable.Range(0, _world.Between(1, 3)).Select(i => new SimLoop(i, _world, _network, plan.Global.Tune.BufSize, Sabotage.None))];
            for (int i = 0; i < servers; i++)
            {
                Answer(i, true);
            }

            _engine = new ProxyEngine(plan, [.. _loops.Select(loop => loop.Loop)]);
            _servers = [.. plan.Backends[0].State.Servers];
            RunFor(Longest(2));
            Assert.All(_servers, server => Assert.Equal(ServerOperation.Running, server.Operation));
        }

        public void ChangeOne()
        {
            int index = _world.Between(0, _servers.Length - 1);
            ServerState server = _servers[index];
            bool comes = server.Operation == ServerOperation.Stopped;
            RunFor(_world.Between(0, _interMs));
            Answer(index, comes);
            long beganMs = _world.NowMs;
            RunUntil(() => (server.Operation == ServerOperation.Running) == comes, Longest(comes ? _rise : _fall));
            Assert.True((server.Operation == ServerOperation.Running) == comes, $"seed {_world.Seed}: {(comes ? "not up" : "not down")} after {_world.NowMs - beganMs} ms; inter {_interMs}, rise {_rise}, fall {_fall}, spread {_spread}");
            Assert.Equal(comes, server.Backend.Usable.Contains(server));

            // It stays so.
            RunFor(Longest(_rise + _fall));
            Assert.Equal(comes, server.Operation == ServerOperation.Running);
        }

        public void Stop()
        {
            _engine.StopSoft();
            RunUntil(() => _loops.All(loop => loop.Loop.HasStopped), 10_000);
            Assert.All(_loops, loop => Assert.True(loop.Loop.HasStopped));
            Assert.All(_loops, loop => Assert.Equal(0, loop.Loop.Buffers.Outstanding));
            Assert.DoesNotContain(_network.Open, endpoint => endpoint is SimSocket { IsClosed: false } socket && socket.Name.StartsWith("proxy", StringComparison.Ordinal));
        }

        public void Dispose() => _engine.Dispose();

        private string ConfigurationOf(int servers)
        {
            StringBuilder text = new($"global\n spread-checks {_spread}\ndefaults\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nbackend app\n");
            for (int i = 0; i < servers; i++)
            {
                text.Append($" server s{i} 10.0.0.1:{FirstPort + i} check inter {_interMs} rise {_rise} fall {_fall}\n");
            }

            return text.ToString();
        }

        /// <summary>The most that so many checks take: each begins a pause after the last one's end, and a change falls between two of them.</summary>
        private int Longest(int checks) => (checks * (_interMs + (_interMs * _spread / 100) + SlackMs)) + SlackMs;

        private void Answer(int index, bool answers) => _network.Serve(FirstPort + index, isSlow: false, answers ? static socket => socket.News = () => Leave(socket) : null!);

        private static void Leave(SimSocket socket)
        {
            if (!socket.IsClosed && socket.IsBroken)
            {
                socket.Close(reset: false);
            }
        }

        private void RunFor(int ms) => RunUntil(static () => false, ms);

        private void RunUntil(Func<bool> holds, int msMax)
        {
            long untilMs = _world.NowMs + msMax;
            int quietRounds = 0;
            while (!holds())
            {
                bool busy = _world.RunDue(16);
                foreach (SimLoop loop in _loops)
                {
                    busy |= !loop.Loop.HasStopped && loop.Turn();
                }

                // A loop says when to wake it by the clock of its last turn: the second quiet one is by the clock of now.
                quietRounds = busy ? 0 : quietRounds + 1;
                if (quietRounds < 2)
                {
                    continue;
                }

                quietRounds = 0;
                long? nextMs = _world.NextMs;
                foreach (SimLoop loop in _loops)
                {
                    nextMs = !loop.Loop.HasStopped && loop.WakeMs is { } wakeMs && (nextMs is null || wakeMs < nextMs) ? wakeMs : nextMs;
                }

                if (nextMs is null || nextMs > untilMs)
                {
                    _world.AdvanceTo(untilMs);
                    return;
                }

                _world.AdvanceTo(nextMs.Value);
            }
        }
    }
}
