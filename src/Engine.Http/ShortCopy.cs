using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>Copies of bytes that are mostly few: two words that overlap cost less than the call of a copy for all lengths.</summary>
public static class ShortCopy
{
    /// <param name="from">First of the bytes.</param>
    /// <param name="to">Where the first one goes; what is copied does not overlap it.</param>
    /// <param name="count">Bytes; there is room for them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref byte from, ref byte to, uint count)
    {
        if (count > 2 * sizeof(ulong))
        {
            Unsafe.CopyBlockUnaligned(ref to, ref from, count);
        }
        else if (count >= sizeof(ulong))
        {
            ulong tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, count - sizeof(ulong)));
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<ulong>(ref from));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, count - sizeof(ulong)), tail);
        }
        else if (count >= sizeof(uint))
        {
            uint tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, count - sizeof(uint)));
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<uint>(ref from));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, count - sizeof(uint)), tail);
        }
        else if (count > 0)
        {
            // One to three: the first, the middle and the last are all of them.
            byte middle = Unsafe.Add(ref from, count >> 1);
            byte last = Unsafe.Add(ref from, count - 1);
            to = from;
            Unsafe.Add(ref to, count >> 1) = middle;
            Unsafe.Add(ref to, count - 1) = last;
        }
    }
}
