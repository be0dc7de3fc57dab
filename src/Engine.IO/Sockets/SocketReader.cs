using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using Engine.IO.Buffers;
using Engine.IO.Native;
using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.IO.Tls;

namespace Engine.IO.Sockets;

/// <summary>
/// The receiving half of a socket as a <see cref="PipeReader"/>, for one loop. What it offers is always one contiguous piece: a
/// single block of <c>tune.bufsize</c> that holds the unconsumed bytes, rented when bytes arrive and returned when the last of
/// them is consumed. Back-pressure follows: a full block is not received into.
/// </summary>
internal sealed class SocketReader : LoopReader, IValueTaskSource<ReadResult>
{
    private readonly SocketConnection _connection;
    private SlabBuffer? _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private Completion _completion;
    private bool _ended;
    private bool _cancelRequested;
    private bool _readinessOnly;

    internal SocketReader(SocketConnection connection) => _connection = connection;

    internal void Open()
    {
        _ended = false;
        _cancelRequested = false;
        _readinessOnly = false;
        _start = _end = _examined = 0;
    }

    internal void Close() => Release();

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (TryRead(out ReadResult result))
        {
            return new ValueTask<ReadResult>(result);
        }

        _connection.EnsureWatched();
        return new ValueTask<ReadResult>(this, _completion.Begin());
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_end <= _examined && !_ended && !_cancelRequested && _connection.Readable)
        {
            Receive();
        }

        if (_end > _examined || _ended || _cancelRequested)
        {
            result = TakeResult();
            return true;
        }

        result = default;
        return false;
    }

    public override ReadOnlySpan<byte> Unread => _buffer is null ? default : _buffer.SpanOf(_start, _end);

    public override ArraySegment<byte> UnreadSegment => _buffer is null ? ArraySegment<byte>.Empty : new(_buffer.Array, _buffer.Offset + _start, _end - _start);

    public override Memory<byte> UnreadMemory => _buffer is null ? default : _buffer.MemoryOf(_start, _end);

    public override bool IsEnded => _ended;

    public override bool TryFill(int seen)
    {
        if (_end - _start <= seen && !_ended && _connection.Readable)
        {
            Receive();
        }

        _examined = _start + seen;
        return _end - _start > seen || _ended;
    }

    public override void Consume(int bytes)
    {
        _start += bytes;
        _examined = _start;
        if (_start == _end)
        {
            Release();
        }
    }

    public override SlabBuffer? TakeBlock(int bytes)
    {
        if (_start != 0 || _end != bytes)
        {
            return null;
        }

        SlabBuffer? block = _buffer;
        _buffer = null;
        _end = _examined = 0;
        return block;
    }

    public override LoopWait WaitAsync()
    {
        if (_end > _examined || _ended || _cancelRequested)
        {
            return default;
        }

        _connection.EnsureWatched();
        _completion.Begin();
        return new LoopWait(this);
    }

    protected internal override void OnWaited(Action continuation) => _completion.OnCompleted(continuation, _connection.Loop);

    protected internal override bool EndWait()
    {
        _completion.End();
        bool canceled = _cancelRequested;
        _cancelRequested = false;
        return !canceled;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_buffer is null)
        {
            return;
        }

        // Positions of a sequence over one array are indexes into that array; the sign bit is the sequence's own mark.
        _start = (consumed.GetInteger() & int.MaxValue) - _buffer.Offset;
        _examined = (examined.GetInteger() & int.MaxValue) - _buffer.Offset;
        if (_start == _end)
        {
            Release();
        }
    }

    public override void CancelPendingRead()
    {
        _cancelRequested = true;
        EndPendingWait();
    }

    internal void CancelWait()
    {
        if (_completion.IsPending)
        {
            CancelPendingRead();
        }
    }

    public override void Complete(Exception? exception = null) => Release();

    /// <summary>Completes when the socket may have bytes, without receiving any: for <see cref="SpliceChannel"/>.</summary>
    internal ValueTask<ReadResult> WaitReadableAsync()
    {
        if (_connection.Readable || _ended || _cancelRequested)
        {
            return new ValueTask<ReadResult>(TakeResult());
        }

        _connection.EnsureWatched();
        _readinessOnly = true;
        return new ValueTask<ReadResult>(this, _completion.Begin());
    }

    /// <summary>Whoever waits goes on, without anything received.</summary>
    internal void EndPendingWait()
    {
        if (_completion.IsPending)
        {
            _completion.Finish(_connection.Loop);
        }
    }

    /// <summary>An edge came. False when nobody is reading.</summary>
    internal bool OnReadable()
    {
        if (!_completion.IsPending)
        {
            return false;
        }

        if (_readinessOnly)
        {
            _completion.Finish(_connection.Loop);
            return true;
        }

        Receive();
        if (_end > _examined || _ended)
        {
            _completion.Finish(_connection.Loop);
        }

        return true;
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _completion.Status(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, _connection.Loop);

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _completion.End(token);
        return TakeResult();
    }

    private ReadResult TakeResult()
    {
        bool canceled = _cancelRequested;
        _cancelRequested = false;
        _readinessOnly = false;
        ReadOnlySequence<byte> bytes = _buffer is null
            ? ReadOnlySequence<byte>.Empty
            : new ReadOnlySequence<byte>(_buffer.Array, _buffer.Offset + _start, _end - _start);
        return new ReadResult(bytes, canceled, _ended);
    }

    private void Receive()
    {
        SlabBuffer buffer = _buffer ??= _connection.Loop.Buffers.Rent();
        if (_end == buffer.Length)
        {
            CompactSlow(buffer);
        }

        Span<byte> room = buffer.SpanOf(_end, buffer.Length);
        if (_connection.Tls is not null)
        {
            ReceiveTls(_connection.Tls, room);
            return;
        }

        int n = _connection.Loop.Sockets.Receive(_connection.Fd, room);
        if (n > 0)
        {
            _end += n;

            // A short count emptied the socket: asking again would only cost a call to be told EAGAIN (epoll(7), edge-triggered).
            _connection.Readable = n == room.Length || _connection.MayHideMore;
            return;
        }

        ReceiveNothingSlow(n);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReceiveTls(TlsSession tls, Span<byte> room)
    {
        int n = tls.Receive(room);
        if (n > 0)
        {
            _end += n;
            _connection.Readable = tls.MayHaveMore;
            return;
        }

        ReceiveNothingSlow(n);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReceiveNothingSlow(int n)
    {
        if (n == -Errno.EINTR)
        {
            Receive(); // no edge would tell a waiting reader of bytes that were there already
            return;
        }

        _connection.Readable = false;
        if (n != -Errno.EAGAIN)
        {
            _ended = true;
            _connection.Fail(-n);
        }

        if (_start == _end)
        {
            Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CompactSlow(SlabBuffer buffer)
    {
        if (_start == 0)
        {
            throw new InvalidOperationException("A reader was asked for more while its full block held nothing consumed.");
        }

        buffer.Span[_start.._end].CopyTo(buffer.Span);
        _end -= _start;
        _examined -= _start;
        _start = 0;
    }

    private void Release()
    {
        if (_buffer is not null)
        {
            _connection.Loop.Buffers.Return(_buffer);
            _buffer = null;
        }

        _start = _end = _examined = 0;
    }
}
