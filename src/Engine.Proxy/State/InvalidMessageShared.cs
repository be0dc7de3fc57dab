using System;
using System.Threading;
using Engine.Http;
using Engine.IO.Addressing;

namespace Engine.Proxy.State;

/// <summary>
/// The last message of one frontend or backend that was not HTTP, as it was received: for <c>show errors</c>. One block, made with the
/// first such message and used again for each further one; behind a lock that only such messages and the operator take.
/// </summary>
public sealed class InvalidMessageShared
{
    /// <summary>HAProxy's default of <c>tune.bufsize</c>: what comes behind it is not kept.</summary>
    private const int BytesMax = 16384;

    private static long _events = -1;

    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private InvalidMessage? _last;

    /// <summary>A copy of it; null when there was none.</summary>
    public InvalidMessage? Last
    {
        get
        {
            lock (_gate)
            {
                return _last is null ? null : _last with { Bytes = _bytes.AsSpan(0, _last.Bytes.Length).ToArray() };
            }
        }
    }

    /// <summary>Any loop.</summary>
    internal void Keep(ReadOnlySpan<byte> bytes, InvalidMessage facts)
    {
        lock (_gate)
        {
            if (_bytes.Length == 0)
            {
                _bytes = new byte[BytesMax];
            }

            int length = Math.Min(bytes.Length, BytesMax);
            bytes[..length].CopyTo(_bytes);
            _last = facts with { Bytes = _bytes.AsMemory(0, length), Event = Interlocked.Increment(ref _events) };
        }
    }
}
