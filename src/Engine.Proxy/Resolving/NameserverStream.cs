using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO.Pipelines;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;

namespace Engine.Proxy.Resolving;

/// <summary>
/// A connection to a name server, made when a question needs it and closed when the server closes it or after an answer: messages
/// with their lengths in front (RFC 1035 section 4.2.2). An answer may be longer than a block, so that its parts are put together here.
/// </summary>
internal sealed class NameserverStream(Nameserver server, EventLoop loop)
{
    /// <summary>Questions that wait for the connection; more are lost, and asked again when their time is over.</summary>
    private const int WaitingMax = 256;

    private const int LengthBytes = 2;

    private readonly SocketConnection _pipe = new(loop);
    private readonly List<byte[]> _waiting = [];
    private byte[] _message = [];
    private int _filled;

    /// <summary>True while the connection is made or used.</summary>
    private bool _isBusy;
    private bool _isConnected;
    private bool _isClosed;

    /// <summary>False when too many wait.</summary>
    internal bool TrySend(ReadOnlySpan<byte> query)
    {
        if (_waiting.Count >= WaitingMax)
        {
            return false;
        }

        byte[] framed = new byte[LengthBytes + query.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed.AsSpan(LengthBytes));
        _waiting.Add(framed);
        if (!_isBusy)
        {
            RunAsync().Forget();
        }
        else if (_isConnected)
        {
            _pipe.Input.CancelPendingRead();
        }

        return true;
    }

    /// <summary>The connection ends with what it does now.</summary>
    internal void Close()
    {
        _isClosed = true;
        _waiting.Clear();
        _pipe.CancelWaits();
    }

    private async LoopTask RunAsync()
    {
        _isBusy = true;
        _filled = 0;
        if (await _pipe.ConnectAsync(new ConnectTarget { Address = server.Plan.Endpoint.Native, Options = ConnectOptions.Default }) == 0)
        {
            _isConnected = true;
            while (!_isClosed && await TrySendWaitingAsync() && await TryReceiveAsync())
            {
            }
        }

        _isConnected = false;
        _pipe.Close(reset: false);
        _waiting.Clear();
        _isBusy = false;
    }

    private async LoopTask<bool> TrySendWaitingAsync()
    {
        while (_waiting.Count > 0)
        {
            byte[] next = _waiting[0];
            _waiting.RemoveAt(0);
            FlushResult sent = await _pipe.Output.WriteAsync(next);
            if (sent.IsCompleted)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False when the server has closed. A wait that is cancelled has a question to send.</summary>
    private async LoopTask<bool> TryReceiveAsync()
    {
        ReadResult read = await _pipe.Input.ReadAsync();
        if (read.IsCanceled)
        {
            return true;
        }

        ReadOnlyMemory<byte> piece = read.Buffer.First;
        Collect(piece.Span);
        _pipe.Input.AdvanceTo(read.Buffer.End);
        return !piece.IsEmpty;
    }

    private void Collect(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            int wanted = _filled < LengthBytes ? LengthBytes : LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(_message);
            if (_message.Length < wanted)
            {
                Array.Resize(ref _message, wanted);
            }

            int taken = Math.Min(wanted - _filled, piece.Length);
            piece[..taken].CopyTo(_message.AsSpan(_filled));
            piece = piece[taken..];
            _filled += taken;
            if (_filled >= LengthBytes && _filled == LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(_message))
            {
                _filled = 0;
                server.Take(_message.AsSpan(LengthBytes, BinaryPrimitives.ReadUInt16BigEndian(_message)));
            }
        }
    }
}
