using System;
using Engine.IO.Buffers;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.IO.Tls;

/// <summary>
/// Encrypted bytes on their way to the socket. What a handshake or a read has to say is collected and leaves with one call; what
/// the socket does not take waits here for room. Holds a block only while there are bytes in it.
/// </summary>
internal sealed class TlsOutbox
{
    private SlabBuffer? _block;
    private int _start;
    private int _end;

    internal bool IsEmpty => _block is null;

    /// <summary>errno of the first failure of the socket; 0 while there was none.</summary>
    internal int Error { get; private set; }

    /// <summary>As the socket layer's: bytes taken or -errno. What waits here leaves in front of them, in the same call.</summary>
    internal int Send(SocketConnection connection, ReadOnlySpan<byte> from, bool more)
    {
        while (_block is not null)
        {
            int waiting = _end - _start;
            int n = Send(connection, _block.SpanOf(_start, _end), from, more);
            if (n < 0)
            {
                return n;
            }

            if (n < waiting)
            {
                _start += n;
                continue;
            }

            Release(connection);
            if (n > waiting)
            {
                return n - waiting;
            }
        }

        return Send(connection, from, default, more);
    }

    /// <summary>How many bytes were kept; -1 when the block is full and the socket takes none.</summary>
    internal int Collect(SocketConnection connection, ReadOnlySpan<byte> from)
    {
        _block ??= connection.Loop.Buffers.Rent();
        if (_end == _block.Length)
        {
            // More than a block: only a chain of many certificates comes here.
            if (!TryFlush(connection))
            {
                return -1;
            }

            _block = connection.Loop.Buffers.Rent();
        }

        int n = Math.Min(_block.Length - _end, from.Length);
        from[..n].CopyTo(_block.SpanOf(_end, _block.Length));
        _end += n;
        return n;
    }

    /// <summary>False when some of it has to wait for room, or never goes.</summary>
    internal bool TryFlush(SocketConnection connection)
    {
        while (_block is not null && _end > _start)
        {
            int n = Send(connection, _block.SpanOf(_start, _end), default, more: false);
            if (n == -Errno.EAGAIN)
            {
                connection.Writable = false;
                return false;
            }

            if (n < 0)
            {
                Release(connection);
                return false;
            }

            _start += n;
        }

        Release(connection);
        return true;
    }

    internal void Release(SocketConnection connection)
    {
        if (_block is not null)
        {
            connection.Loop.Buffers.Return(_block);
            _block = null;
        }

        _start = _end = 0;
    }

    private int Send(SocketConnection connection, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        int n;
        do
        {
            n = connection.Loop.Sockets.Send(connection.Fd, first, second, more);
        }
        while (n == -Errno.EINTR);

        if (n < 0 && n != -Errno.EAGAIN && Error == 0)
        {
            Error = -n;
        }

        return n;
    }
}
