#pragma warning disable CA2012 // operations are held and looked at: whether they wait is what is tested

using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.IO.Polling;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>
/// Our writer against the framework's own <see cref="Pipe"/> on the same random sequence of writes, flushes and cancellations,
/// over a socket that takes as little as it pleases. What the peer gets is what the pipe's reader gets, in that order.
/// </summary>
public sealed class WriterOracleTests
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
        private ValueTask<FlushResult>? _waiting;
        private bool _owed;
        private int _written;
        private int _step;

        private PipeWriter Output => _ours.Connection.Output;

        internal void Play(int steps)
        {
            _ours.Kernel.SendRoom = 0;
            for (_step = 0; _step < steps; _step++)
            {
                Kernel();
                if (_waiting is not null)
                {
                    Waiting();
                }
                else
                {
                    Write();
                }
            }

            Finish();
        }

        public void Dispose() => _ours.Dispose();

        /// <summary>The peer reads something, or an edge comes for no reason.</summary>
        private void Kernel()
        {
            if (_random.Next(3) == 0)
            {
                _ours.Kernel.SendRoom = _random.Next(3000);
                _ours.Edge(ReadyFlags.Writable);
            }
            else if (_random.Next(10) == 0)
            {
                _ours.Edge(ReadyFlags.Writable | ReadyFlags.Readable);
            }
        }

        private void Waiting()
        {
            bool cancel = _random.Next(10) == 0 && !_waiting!.Value.IsCompleted;
            if (cancel)
            {
                Output.CancelPendingFlush();
                _ours.Turn();
            }

            if (_waiting!.Value.IsCompleted)
            {
                FlushResult flushed = _waiting.Value.GetAwaiter().GetResult();
                _waiting = null;
                Check(flushed.IsCanceled == cancel, $"cancelled is {flushed.IsCanceled}");
                Flushed(flushed);
            }
        }

        private void Write()
        {
            switch (_owed ? 2 : _random.Next(4))
            {
                case 0:
                    int count = _random.Next(200);
                    if (count + Output.UnflushedBytes > ScriptedConnection.BlockBytes)
                    {
                        Flush(null);
                        return;
                    }

                    byte[] bytes = Next(count);
                    bytes.CopyTo(Output.GetSpan(bytes.Length));
                    Output.Advance(bytes.Length);
                    bytes.CopyTo(_pipe.Writer.GetSpan(bytes.Length));
                    _pipe.Writer.Advance(bytes.Length);
                    Check(Output.UnflushedBytes == _pipe.Writer.UnflushedBytes, "another number of unflushed bytes");
                    break;
                case 1:
                    Flush(Next(_random.Next(3) == 0 ? _random.Next(8000) + 1 : _random.Next(100) + 1));
                    break;
                default:
                    Flush(null);
                    break;
            }
        }

        /// <summary>Writes and flushes on both sides; that of the pipe never waits.</summary>
        private void Flush(byte[]? source)
        {
            bool canceled = _random.Next(15) == 0;
            if (canceled)
            {
                Output.CancelPendingFlush();
                _pipe.Writer.CancelPendingFlush();
            }

            ValueTask<FlushResult> ours = source is null ? Output.FlushAsync() : Output.WriteAsync(source);
            FlushResult pipes = (source is null ? _pipe.Writer.FlushAsync() : _pipe.Writer.WriteAsync(source)).GetAwaiter().GetResult();
            Check(pipes.IsCanceled == canceled, "the pipe is another than we think");
            if (!ours.IsCompleted)
            {
                Check(!canceled, "a cancelled flush waits");
                _waiting = ours;
                return;
            }

            FlushResult flushed = ours.GetAwaiter().GetResult();
            Check(flushed.IsCanceled == canceled, $"cancelled is {flushed.IsCanceled}");
            Flushed(flushed);
        }

        private void Flushed(in FlushResult flushed)
        {
            Check(!flushed.IsCompleted, "failed");
            Check(flushed.IsCanceled || Output.UnflushedBytes == 0, "bytes are left behind");
            Check(_ours.Kernel.Sent.Count + Output.UnflushedBytes == _written, "bytes are lost");
            _owed = Output.UnflushedBytes > 0;
        }

        private void Finish()
        {
            _ours.Kernel.SendRoom = int.MaxValue;
            _ours.Edge(ReadyFlags.Writable);
            if (_waiting is { } waiting)
            {
                Check(waiting.IsCompleted, "still waits with all the room there is");
                waiting.GetAwaiter().GetResult();
            }

            FlushResult last = ScriptedConnection.Done(Output.FlushAsync());
            Check(!last.IsCanceled, "cancelled once too often");
            _pipe.Writer.FlushAsync().GetAwaiter().GetResult();
            _pipe.Writer.Complete();
            byte[] expected = [];
            if (_pipe.Reader.TryRead(out ReadResult all))
            {
                expected = all.Buffer.ToArray();
            }

            Check(expected.AsSpan().SequenceEqual(_ours.Kernel.Sent.ToArray()), "the peer got other bytes");
            Check(_ours.Buffers.Outstanding == 0, "a block is kept");
        }

        /// <summary>The next bytes of the stream; their values tell the place, so that a swap or a gap shows.</summary>
        private byte[] Next(int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)_written++;
            }

            return bytes;
        }

        private void Check(bool holds, string what) => Assert.True(holds, $"seed {seed}, step {_step}: {what}");
    }
}
