using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Buffers;

/// <summary>
/// One block of a pinned slab. Owned by whoever rented it until it is returned, exactly once, to the pool of the same loop.
/// </summary>
public sealed class SlabBuffer
{
    internal bool Rented;

    internal SlabBuffer(byte[] array, int offset, int length)
    {
        Array = array;
        Offset = offset;
        Length = length;
    }

    /// <summary>Among the blocks of its pool.</summary>
    internal int Index { get; init; }

    /// <summary>The pinned slab.</summary>
    public byte[] Array { get; }

    /// <summary>Where this block begins in <see cref="Array"/>, bytes.</summary>
    public int Offset { get; }

    /// <summary>Size of this block, bytes (<c>tune.bufsize</c>).</summary>
    public int Length { get; }

    public Span<byte> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Array), Offset), Length);

    /// <summary>Bytes <paramref name="start"/> up to <paramref name="end"/> of this block.</summary>
    internal Span<byte> SpanOf(int start, int end) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Array), Offset + start), end - start);

    /// <summary>The same as memory.</summary>
    internal Memory<byte> MemoryOf(int start, int end) => MemoryMarshal.CreateFromPinnedArray(Array, Offset + start, end - start);

    /// <summary>The same as a piece of <see cref="Array"/>.</summary>
    public ArraySegment<byte> Segment => new(Array, Offset, Length);

    public Memory<byte> Memory => MemoryMarshal.CreateFromPinnedArray(Array, Offset, Length);
}
