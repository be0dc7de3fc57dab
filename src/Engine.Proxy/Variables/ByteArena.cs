using System;

namespace Engine.Proxy.Variables;

/// <summary>
/// Bytes that last as long as one exchange or connection: captures, values of variables, replies made on the way. Grows as
/// needed up to a limit, keeps its array for the next user, and belongs to one loop.
/// </summary>
public sealed class ByteArena
{
    /// <summary>What one exchange may keep at most: a client must not be able to fill memory through a rule.</summary>
    private const int BytesMax = 1 << 20;

    /// <summary>An array larger than this is not kept for the next exchange.</summary>
    private const int KeptBytesMax = 1 << 16;

    private const int BytesMin = 512;

    private byte[] _bytes = [];
    private int _used;

    /// <summary>Copies the bytes. False when the limit is reached.</summary>
    public bool TryKeep(ReadOnlySpan<byte> bytes, out ArenaSlice slice)
    {
        slice = default;
        if (bytes.Length > _bytes.Length - _used && !TryGrow(bytes.Length))
        {
            return false;
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        slice = new ArenaSlice(_used, bytes.Length);
        _used += bytes.Length;
        return true;
    }

    /// <summary>Overwrites a slice with something that is not longer; gives the shortened slice.</summary>
    public ArenaSlice Replace(ArenaSlice slice, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(slice.Start, slice.Length));
        return slice with { Length = bytes.Length };
    }

    public ReadOnlySpan<byte> this[ArenaSlice slice] => _bytes.AsSpan(slice.Start, slice.Length);

    public ReadOnlyMemory<byte> MemoryOf(ArenaSlice slice) => _bytes.AsMemory(slice.Start, slice.Length);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _used = 0;
        if (_bytes.Length > KeptBytesMax)
        {
            _bytes = [];
        }
    }

    private bool TryGrow(int more)
    {
        if (more > BytesMax - _used)
        {
            return false;
        }

        int wanted = Math.Max(Math.Max(BytesMin, _used + more), Math.Min(_bytes.Length * 2, BytesMax));
        byte[] larger = GC.AllocateUninitializedArray<byte>(wanted);
        _bytes.AsSpan(0, _used).CopyTo(larger);
        _bytes = larger;
        return true;
    }
}
