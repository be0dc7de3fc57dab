using System;

namespace Engine.Simulation.Network;

/// <summary>Bytes in, bytes out, in order.</summary>
internal sealed class ByteQueue
{
    private byte[] _bytes = new byte[256];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, Count);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _end < bytes.Length)
        {
            byte[] larger = Count + bytes.Length <= _bytes.Length / 2 ? _bytes : new byte[Math.Max(_bytes.Length * 2, Count + bytes.Length)];
            Span.CopyTo(larger);
            _end = Count;
            _start = 0;
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    public int Take(Span<byte> into)
    {
        int count = Math.Min(into.Length, Count);
        Span[..count].CopyTo(into);
        Drop(count);
        return count;
    }

    public void Drop(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public void Clear() => _start = _end = 0;
}
