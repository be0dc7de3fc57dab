using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Engine.IO.Buffers;

/// <summary>
/// Blocks of <c>tune.bufsize</c> bytes cut from pinned slabs; one pool per loop, touched by that loop only. It accuses: a block
/// returned twice crashes at the second return, and <see cref="Outstanding"/> tells of leaks. With poisoning on, a returned
/// block is overwritten, so that a late reader sees 0xDD and not yesterday's bytes.
/// </summary>
public sealed class BufferPool
{
    /// <summary>16 blocks of 16 KB make a 256 KB slab: one large-object allocation serves a few exchanges.</summary>
    private const int BlocksPerSlab = 16;

    private readonly bool _poison;
    private SlabBuffer[] _blocks = [];

    /// <summary>Indexes of the free blocks, a stack: numbers, so that renting and returning write no reference that the collector would have to hear of.</summary>
    private int[] _free = [];
    private int _freeCount;

    /// <param name="bufferBytes">Size of each block, 1024 or more.</param>
    /// <param name="poison">Overwrite returned blocks (tests and simulation).</param>
    public BufferPool(int bufferBytes, bool poison = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1024);
        BufferBytes = bufferBytes;
        _poison = poison;
    }

    public int BufferBytes { get; }

    /// <summary>Blocks rented and not yet returned.</summary>
    public int Outstanding => _blocks.Length - _freeCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SlabBuffer Rent()
    {
        if (_freeCount == 0)
        {
            GrowSlow();
        }

        SlabBuffer buffer = _blocks[_free[--_freeCount]];
        buffer.Rented = true;
        return buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(SlabBuffer buffer)
    {
        if (!buffer.Rented)
        {
            ThrowReturnedTwice();
        }

        if (_poison)
        {
            buffer.Span.Fill(0xDD);
        }

        buffer.Rented = false;
        _free[_freeCount++] = buffer.Index;
    }

    private void GrowSlow()
    {
        // Untouched pages of a slab are not resident, so a large slab costs address space only.
        byte[] slab = GC.AllocateUninitializedArray<byte>(BlocksPerSlab * BufferBytes, pinned: true);
        int first = _blocks.Length;
        Array.Resize(ref _blocks, first + BlocksPerSlab);
        Array.Resize(ref _free, _blocks.Length);
        for (int i = BlocksPerSlab - 1; i >= 0; i--)
        {
            _blocks[first + i] = new SlabBuffer(slab, i * BufferBytes, BufferBytes) { Index = first + i };
            _free[_freeCount++] = first + i;
        }
    }

    [DoesNotReturn]
    private static void ThrowReturnedTwice() => throw new InvalidOperationException("A buffer was returned to its pool twice.");
}
