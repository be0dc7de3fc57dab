using System;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using Engine.IO.Buffers;
using Engine.IO.Native;
using Engine.IO.Pipes;
using Engine.IO.Tasks;

namespace Engine.IO.Sockets;

/// <summary>
/// The sending half of a socket as a <see cref="PipeWriter"/>, for one loop. Small things are written into one block and leave
/// with <see cref="FlushAsync"/>; large ones go with <see cref="WriteAsync"/> straight from where they lie, behind what the block
/// holds, in one system call. A send is tried at once; writability is waited for only when the kernel refuses.
/// </summary>
internal sealed class SocketWriter : LoopWriter, IValueTaskSource<FlushResult>
{
    /// <summary>Up to this many bytes are copied behind a waiting head: cheaper than a gathering call (sendmsg costs some 0.3 us more).</summary>
    private const int CopyBytesMax = 4096;

    private readonly SocketConnection _connection;
    private SlabBuffer? _buffer;
    private int _start;
    private int _end;
    private ReadOnlyMemory<byte> _source;
    private Completion _completion;
    private bool _failed;
    private bool _cancelRequested;
    private bool _leavesSoon;

    internal SocketWriter(SocketConnection connection) => _connection = connection;

    internal void Open()
    {
        _failed = false;
        _cancelRequested = false;
        _source = default;
        ClosesNext = false;
    }

    internal void Close()
    {
        _leavesSoon = false;
        Release();
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _end - _start + _source.Length;

    /// <summary>Room for at least <paramref name="sizeHint"/> bytes in the block.</summary>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        SlabBuffer buffer = BufferWithRoom(sizeHint);
        return buffer.Memory[_end..];
    }

    /// <inheritdoc cref="GetMemory"/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        SlabBuffer buffer = BufferWithRoom(sizeHint);
        return buffer.SpanOf(_end, buffer.Length);
    }

    public override void Advance(int bytes) => _end += bytes;

    public override bool HasFailed => _failed;

    public override bool ClosesNext { get; set; }

    public override bool TryFlush() => TrySend();

    public override bool TryWrite(ReadOnlyMemory<byte> source)
    {
        Take(source);
        return TrySend();
    }

    public override bool TryFlushSoon() => TryGather() || TrySend();

    public override bool TryWriteSoon(ReadOnlyMemory<byte> source)
    {
        Take(source);
        return TryGather() || TrySend();
    }

    public override bool OwesRest => _end > _start && !_leavesSoon && !_failed;

    /// <summary>The turn ends, or the connection does before it: what was to leave with the turn leaves now. Nothing to do where it has left already.</summary>
    internal void SendGathered()
    {
        if (_leavesSoon && (!TrySend() || _failed))
        {
            _connection.OnSendStopped(_failed);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!TrySend())
        {
            _connection.EnsureWatched();
            return new ValueTask<FlushResult>(this, _completion.Begin());
        }

        return new ValueTask<FlushResult>(TakeResult());
    }

    /// <summary>
    /// Sends the block and then <paramref name="source"/>, which must stay valid until the result is there. What a cancelled write
    /// left is still owed: it must stay valid until <see cref="FlushAsync"/> has sent it or the connection is closed.
    /// </summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Take(source);
        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        _cancelRequested = true;
        if (_completion.IsPending)
        {
            _completion.Finish(_connection.Loop);
        }
    }

    internal void CancelWait()
    {
        if (_completion.IsPending)
        {
            CancelPendingFlush();
        }
    }

    public override void Complete(Exception? exception = null) => Release();

    /// <summary>Completes when the socket may take bytes again, sending none: for connect and splice.</summary>
    internal ValueTask<FlushResult> WaitWritableAsync()
    {
        if (_connection.Writable || _failed || _cancelRequested)
        {
            return new ValueTask<FlushResult>(TakeResult());
        }

        _connection.EnsureWatched();
        return new ValueTask<FlushResult>(this, _completion.Begin());
    }

    internal void OnWritable()
    {
        if (!_completion.IsPending)
        {
            return;
        }

        long before = UnflushedBytes;
        bool done = TrySend();
        if (UnflushedBytes < before)
        {
            _connection.SentMs = _connection.Loop.Clock.NowMs;
        }

        if (done)
        {
            _completion.Finish(_connection.Loop);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _completion.Status(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, _connection.Loop);

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token)
    {
        _completion.End(token);
        return TakeResult();
    }

    private FlushResult TakeResult()
    {
        bool canceled = _cancelRequested;
        _cancelRequested = false;
        return new FlushResult(canceled, _failed);
    }

    private void Take(ReadOnlyMemory<byte> source)
    {
        ThrowIfOwed();
        if (_buffer is not null && source.Length <= CopyBytesMax && source.Length <= _buffer.Length - _end)
        {
            source.Span.CopyTo(_buffer.SpanOf(_end, _buffer.Length));
            _end += source.Length;
        }
        else
        {
            _source = source;
        }
    }

    /// <summary>
    /// True when the block is sent with the end of the turn. Only what lies in it can wait so long; and where the other side is known
    /// to have gone, or is left behind the flush, it is better known at once what becomes of it.
    /// </summary>
    private bool TryGather()
    {
        if (!_source.IsEmpty || !_connection.Writable || _connection.PeerClosed || ClosesNext || _failed || _cancelRequested)
        {
            return false;
        }

        if (!_leavesSoon)
        {
            _leavesSoon = true;
            _connection.Loop.SendSoon(this);
        }

        return true;
    }

    /// <summary>True when there is nothing more to do now: all sent, failed or cancelled. False: wait for writability.</summary>
    private bool TrySend()
    {
        _leavesSoon = false;
        while (!_failed && !_cancelRequested)
        {
            int buffered = _end - _start;
            if (buffered + _source.Length == 0)
            {
                Release();
                return true;
            }

            if (!_connection.Writable)
            {
                return false;
            }

            ReadOnlySpan<byte> first = buffered == 0 ? default : _buffer!.SpanOf(_start, _end);
            ReadOnlySpan<byte> second = _source.IsEmpty ? default : _source.Span;
            int n = _connection.Tls is null
                ? _connection.Loop.Sockets.Send(_connection.Fd, first, second, more: ClosesNext)
                : _connection.Tls.Send(first, second, more: ClosesNext);
            if (n == buffered + second.Length)
            {
                Release();
                return true;
            }

            if (n >= 0)
            {
                Sent(n, buffered);
            }
            else
            {
                SendRefusedSlow(n);
            }
        }

        return true;
    }

    private void Sent(int n, int buffered)
    {
        int fromBlock = Math.Min(n, buffered);
        _start += fromBlock;
        if (n > fromBlock)
        {
            _source = _source[(n - fromBlock)..];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendRefusedSlow(int n)
    {
        if (n == -Errno.EAGAIN)
        {
            _connection.Writable = false;
        }
        else if (n != -Errno.EINTR)
        {
            _failed = true;
            _source = default;
            _connection.Fail(-n);
        }
    }

    private SlabBuffer BufferWithRoom(int sizeHint)
    {
        ThrowIfOwed();
        SendGathered();
        SlabBuffer buffer = _buffer ??= _connection.Loop.Buffers.Rent();
        if (buffer.Length - _end < sizeHint)
        {
            MakeRoomSlow(buffer, sizeHint);
        }

        return buffer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoomSlow(SlabBuffer buffer, int sizeHint)
    {
        if (_start > 0)
        {
            buffer.Span[_start.._end].CopyTo(buffer.Span);
            _end -= _start;
            _start = 0;
        }

        if (buffer.Length - _end < sizeHint)
        {
            throw new InvalidOperationException("More was written into a send block than it holds; flush first.");
        }
    }

    /// <summary>The block leaves before the source: what is written now would overtake the rest of a cancelled write.</summary>
    private void ThrowIfOwed()
    {
        if (!_source.IsEmpty)
        {
            ThrowOwedSlow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining), DoesNotReturn]
    private static void ThrowOwedSlow() => throw new InvalidOperationException("The rest of a cancelled write is still owed; flush it first.");

    private void Release()
    {
        if (_buffer is not null)
        {
            _connection.Loop.Buffers.Return(_buffer);
            _buffer = null;
        }

        _start = _end = 0;
        _source = default;
    }
}
