#pragma warning disable CA2012 // operations are held and looked at: whether they wait is what is tested

using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.IO.Polling;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>
/// Our reader against the framework's own <see cref="Pipe"/> on the same random sequence of arrivals, reads, advances and
/// cancellations. Ours holds one block and receives as late as it can, so it may offer less at a time; it must never offer other
/// bytes, nor wait when the pipe would not, nor the other way round.
/// </summary>
public sealed class ReaderOracleTests
{
    [Fact]
    public void RandomUse_Of300Seeds_IsThatOfAPipe()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            using Run run = new(seed);
            run.Play(steps: 400);
        }
    }

    private sealed class Run(int seed) : IDisposable
    {
        private readonly Random _random = new(seed);
        private readonly ScriptedConnection _ours = new();
        private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        private ValueTask<ReadResult>? _ourRead;
        private ValueTask<ReadResult>? _pipeRead;
        private bool _ended;

        /// <summary>Examined but unconsumed bytes: examining less than before is no valid use of a pipe.</summary>
        private int _examined;
        private int _arrived;
        private int _step;

        private PipeReader Input => _ours.Connection.Input;

        internal void Play(int steps)
        {
            for (_step = 0; _step < steps; _step++)
            {
                Kernel();
                Reader();
            }

            if (!_ended)
            {
                End();
            }

            Settle();
            while (!ReadOnce(consumeAll: true))
            {
            }
        }

        public void Dispose() => _ours.Dispose();

        /// <summary>Something comes from the network, or nothing does, or an edge without anything behind it.</summary>
        private void Kernel()
        {
            switch (_random.Next(6))
            {
                case 0 or 1 when !_ended:
                    byte[] bytes = new byte[_random.Next(5) == 0 ? _random.Next(3000) + 1 : _random.Next(60) + 1];
                    for (int i = 0; i < bytes.Length; i++)
                    {
                        bytes[i] = (byte)_arrived++; // the value tells the place: a swap or a gap shows
                    }

                    _pipe.Writer.WriteAsync(bytes).GetAwaiter().GetResult();
                    _ours.Arrive(bytes);
                    break;
                case 2:
                    _ours.Edge(ReadyFlags.Readable);
                    break;
                case 3 when !_ended && _random.Next(40) == 0:
                    End();
                    break;
            }
        }

        private void End()
        {
            _ended = true;
            _pipe.Writer.Complete();
            _ours.Kernel.ArriveEnd();
            _ours.Edge(ReadyFlags.Readable | ReadyFlags.PeerClosed);
        }

        private void Reader()
        {
            if (_ourRead is not null)
            {
                if (_random.Next(10) == 0)
                {
                    Input.CancelPendingRead();
                    _pipe.Reader.CancelPendingRead();
                }

                Settle();
                return;
            }

            if (_random.Next(20) == 0)
            {
                Input.CancelPendingRead();
                _pipe.Reader.CancelPendingRead();
            }

            if (_random.Next(2) == 0)
            {
                ReadOnce(consumeAll: false);
                return;
            }

            _ourRead = Input.ReadAsync();
            _pipeRead = _pipe.Reader.ReadAsync();
            Settle();
        }

        /// <summary>Both reads that wait still wait, or both are over.</summary>
        private void Settle()
        {
            if (_ourRead is not { } ours || _pipeRead is not { } pipes)
            {
                return;
            }

            _ours.Turn();
            Check(ours.IsCompleted == pipes.IsCompleted, $"ours is {(ours.IsCompleted ? "over" : "waiting")}, the pipe's is not");
            if (ours.IsCompleted)
            {
                _ourRead = _pipeRead = null;
                Compare(ours.GetAwaiter().GetResult(), pipes.GetAwaiter().GetResult(), consumeAll: false);
            }
        }

        /// <summary>Reads without waiting. True at the end.</summary>
        private bool ReadOnce(bool consumeAll)
        {
            bool have = Input.TryRead(out ReadResult ours);
            Check(have == _pipe.Reader.TryRead(out ReadResult pipes), $"TryRead is {have}, the pipe's is not");
            return have && Compare(ours, pipes, consumeAll);
        }

        /// <summary>True at the end of the stream.</summary>
        private bool Compare(in ReadResult ours, in ReadResult pipes, bool consumeAll)
        {
            byte[] mine = ours.Buffer.ToArray();
            Check(mine.AsSpan().SequenceEqual(pipes.Buffer.Slice(0, Math.Min(mine.Length, pipes.Buffer.Length)).ToArray()), "other bytes");
            Check(ours.IsCanceled == pipes.IsCanceled, $"cancelled is {ours.IsCanceled}");
            bool end = ours.IsCompleted && mine.Length == pipes.Buffer.Length;
            Check(!ours.IsCompleted || (pipes.IsCompleted && end), "an end that is none");
            Check(ours.IsCanceled || ours.IsCompleted || mine.Length > 0, "nothing at all, which would read like the end");

            int consumed = consumeAll ? mine.Length : _random.Next(4) == 0 ? 0 : _random.Next(mine.Length + 1);
            int examined = _random.Next(2) == 0 ? mine.Length : _random.Next(Math.Max(consumed, _examined), mine.Length + 1);
            if (mine.Length == ScriptedConnection.BlockBytes && consumed == 0)
            {
                consumed = 1; // a full block of which nothing is consumed would be the caller's fault
                examined = Math.Max(examined, 1);
            }

            _examined = examined - consumed;
            Input.AdvanceTo(ours.Buffer.GetPosition(consumed), ours.Buffer.GetPosition(examined));
            _pipe.Reader.AdvanceTo(pipes.Buffer.GetPosition(consumed), pipes.Buffer.GetPosition(examined));
            return end && consumed == mine.Length;
        }

        private void Check(bool holds, string what) => Assert.True(holds, $"seed {seed}, step {_step}: {what}");
    }
}
