using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>Membership in any set of ASCII characters with two table look-ups: one by the low half of a byte, one by the high half.</summary>
internal static class NibbleTable
{
    /// <summary>All bits set where the byte is not in the set. Bytes above 127 never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Misses(Vector128<byte> bytes, Vector128<byte> byLowNibble)
    {
        Vector128<byte> bitOfHighNibble = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector128<byte> low = bytes & Vector128.Create((byte)0x0F);
        Vector128<byte> high = (bytes.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F);
        Vector128<byte> member = Vector128.ShuffleNative(byLowNibble, low) & Vector128.ShuffleNative(bitOfHighNibble, high);
        return Vector128.Equals(member, Vector128<byte>.Zero);
    }

    internal static bool Has(byte value, ulong from0, ulong from64)
    {
        ulong word = value < 64 ? from0 : from64;
        return value < 128 && ((word >> (value & 63)) & 1) != 0;
    }
}
