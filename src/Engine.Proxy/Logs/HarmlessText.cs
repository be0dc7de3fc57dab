using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engine.Http;

namespace Engine.Proxy.Logs;

/// <summary>
/// Copies of text that a log line can hold as it is (CFG 8.6): one pass that looks and copies, where two would cost more than the
/// few bytes that they are about. The rule itself is that of <see cref="LineWriter"/>.
/// </summary>
internal static class HarmlessText
{
    /// <summary>False when a byte is odd; what was copied by then means nothing.</summary>
    /// <param name="to">Has room for all of the text.</param>
    /// <param name="inCaptures">Braces and bars are odd, too.</param>
    internal static bool TryCopy(scoped ReadOnlySpan<byte> text, ref byte to, bool inCaptures)
    {
        uint count = (uint)text.Length;
        ref byte from = ref MemoryMarshal.GetReference(text);
        if (count >= (uint)Vector128<byte>.Count)
        {
            return TryCopyLong(ref from, ref to, count, inCaptures);
        }

        if (count > 0 && HasOdd(ShortText(ref from, count), inCaptures))
        {
            return false;
        }

        ShortCopy.Copy(ref from, ref to, count);
        return true;
    }

    /// <summary>Sixteen bytes or more: the last vector overlaps the one before.</summary>
    private static bool TryCopyLong(ref byte from, ref byte to, uint count, bool inCaptures)
    {
        uint last = count - (uint)Vector128<byte>.Count;
        for (uint at = 0; ; at = Math.Min(at + (uint)Vector128<byte>.Count, last))
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, at);
            if (HasOdd(bytes, inCaptures))
            {
                return false;
            }

            bytes.StoreUnsafe(ref to, at);
            if (at == last)
            {
                return true;
            }
        }
    }

    /// <summary>All bytes of a text of 1 to 15, some of them more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ShortText(ref byte from, uint count)
    {
        if (count >= sizeof(ulong))
        {
            return Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref from),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, count - sizeof(ulong)))).AsByte();
        }

        if (count >= sizeof(uint))
        {
            ulong last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, count - sizeof(uint)));
            return Vector128.Create(Unsafe.ReadUnaligned<uint>(ref from) | (last << 32)).AsByte();
        }

        uint ends = from | ((uint)Unsafe.Add(ref from, count >> 1) << 8) | ((uint)Unsafe.Add(ref from, count - 1) << 16);
        return Vector128.Create(ends | ((ulong)from << 24) | ((ulong)ends << 32) | ((ulong)from << 56)).AsByte();
    }

    /// <summary>True for a byte beyond 32..126, one of <c>"#</c>, or of <c>{|}</c> in captures.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasOdd(Vector128<byte> bytes, bool inCaptures)
    {
        Vector128<byte> odd = Vector128.GreaterThan(bytes - Vector128.Create((byte)32), Vector128.Create((byte)(126 - 32)))
            | Vector128.Equals(bytes & Vector128.Create((byte)0xFE), Vector128.Create((byte)'"'));
        if (inCaptures)
        {
            odd |= Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'{'), Vector128.Create((byte)('}' - '{')));
        }

        return odd != Vector128<byte>.Zero;
    }
}
