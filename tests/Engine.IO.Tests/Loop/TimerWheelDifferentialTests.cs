using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

/// <summary>The wheel against a plain table of deadlines, over hours of loop time, with timers set, cleared and removed at random, also by other timers.</summary>
public sealed class TimerWheelDifferentialTests
{
    private const int TimerCount = 200;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void RandomUse_FiresWhatThePlainTableSays(int seed) => new Run(seed).Play(steps: 3000);

    private sealed class Run
    {
        private readonly Random _random;
        private readonly TimerWheel _wheel;
        private readonly Dictionary<LoopTimer, int> _indexes = [];
        private readonly LoopTimer[] _timers = new LoopTimer[TimerCount];
        private readonly long?[] _dueMs = new long?[TimerCount];

        /// <summary>The tick in which each timer was last set: it cannot fire before the next one.</summary>
        private readonly long[] _setTick = new long[TimerCount];
        private readonly int _seed;
        private long _nowMs;
        private int _fired;

        internal Run(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _nowMs = _random.Next(1_000_000);
            _wheel = new TimerWheel(_nowMs);
            TimerCalls calls = new() { WhileFiring = OnFired };
            for (int i = 0; i < TimerCount; i++)
            {
                _timers[i] = new LoopTimer(calls);
                _indexes[_timers[i]] = i;
            }
        }

        internal void Play(int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                int changes = _random.Next(4);
                for (int i = 0; i < changes; i++)
                {
                    Change();
                }

                Advance();
            }

            Assert.True(_fired > steps / 10, $"seed {_seed}: only {_fired} timers fired");
        }

        private void Change()
        {
            int index = _random.Next(TimerCount);
            switch (_random.Next(8))
            {
                case 0:
                    _timers[index].Clear();
                    _dueMs[index] = null;
                    break;
                case 1:
                    _wheel.Remove(_timers[index]);
                    _dueMs[index] = null;
                    break;
                default:
                    Set(index, _nowMs + Distance());
                    break;
            }
        }

        /// <summary>All scales alike, from the past to three days.</summary>
        private long Distance() => (long)(Math.Pow(2, _random.NextDouble() * 28) * (1 + _random.NextDouble())) - 3;

        private void Set(int index, long dueMs)
        {
            _wheel.Set(_timers[index], dueMs);
            _dueMs[index] = dueMs;
            _setTick[index] = _nowMs / TimerWheel.TickMs;
        }

        private void Advance()
        {
            _nowMs += _random.Next(100) switch
            {
                < 50 => _random.Next(8),
                < 80 => _random.Next(500),
                < 98 => _random.Next(10_000),
                _ => _random.Next(1_800_000),
            };
            _wheel.Advance(_nowMs);
            long tick = _nowMs / TimerWheel.TickMs;
            for (int i = 0; i < TimerCount; i++)
            {
                Assert.True(_timers[i].IsSet == _dueMs[i].HasValue, Where(i, "differs in being set"));
                bool overdue = _dueMs[i] is long dueMs && Math.Max((dueMs + TimerWheel.TickMs - 1) / TimerWheel.TickMs, _setTick[i] + 1) <= tick;
                Assert.False(overdue, Where(i, "should have fired"));
            }

            int waitMs = _wheel.NextWaitMs(_nowMs);
            for (int i = 0; i < TimerCount; i++)
            {
                bool late = _dueMs[i] is long dueMs && (waitMs < 0 || _nowMs + waitMs > Math.Max(dueMs, _nowMs) + TimerWheel.TickMs);
                Assert.False(late, Where(i, "would be slept over"));
            }
        }

        private void OnFired(LoopTimer timer)
        {
            int index = _indexes[timer];
            Assert.True(_dueMs[index] is not null, Where(index, "fired but is not set"));
            Assert.True(_dueMs[index] <= _nowMs, Where(index, "fired early"));
            _dueMs[index] = null;
            _fired++;
            if (_random.Next(3) == 0)
            {
                Change();
            }
        }

        private string Where(int index, string what) => $"seed {_seed}, now {_nowMs}: timer {index}, due {_dueMs[index]}, {what}";
    }
}
