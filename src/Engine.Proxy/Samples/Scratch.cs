using System;

namespace Engine.Proxy.Samples;

/// <summary>
/// Where converters and fetches put bytes that they make: a bump allocator of one loop, emptied before every evaluation of a rule
/// or log line. What does not fit is no value, as in HAProxy, whose limit is one buffer.
/// </summary>
public sealed class Scratch
{
    /// <summary>Twice the largest head (64 KB), so that a chain of converters over one value always fits.</summary>
    private const int BytesMax = 131072;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BytesMax);
    private int _used;

    /// <summary>Forgets everything: no sample of an earlier evaluation may be looked at any more.</summary>
    public void Clear() => _used = 0;

    /// <summary>What is used so far; <see cref="Rewind"/> goes back to it.</summary>
    public int Mark => _used;

    public void Rewind(int mark) => _used = mark;

    /// <summary>Room for exactly that many bytes; false when there is none left.</summary>
    public bool TryTake(int bytes, out Span<byte> room)
    {
        if (bytes < 0 || bytes > BytesMax - _used)
        {
            room = default;
            return false;
        }

        room = _bytes.AsSpan(_used, bytes);
        _used += bytes;
        return true;
    }

    /// <summary>All that is left, for output of unknown length; follow with <see cref="Keep"/>, before anything else is taken.</summary>
    public Span<byte> Rest => _bytes.AsSpan(_used);

    /// <summary>Takes the first <paramref name="bytes"/> of <see cref="Rest"/>.</summary>
    public ReadOnlySpan<byte> Keep(int bytes)
    {
        ReadOnlySpan<byte> kept = _bytes.AsSpan(_used, bytes);
        _used += bytes;
        return kept;
    }
}
