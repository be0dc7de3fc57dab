using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>Stops at the first byte that is not unreserved (RFC 3986 section 2.3): what nearly every host name is made of.</summary>
internal readonly struct HostClass : IByteClass
{
    private const ulong From0 = 0x03FF_6000_0000_0000;
    private const ulong From64 = 0x47FF_FFFE_87FF_FFFE;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Stops(Vector128<byte> bytes)
    {
        // Bit h of entry l is set when the character h * 16 + l is in the set.
        Vector128<byte> byLowNibble = Vector128.Create((byte)168, 248, 248, 248, 248, 248, 248, 248, 248, 248, 240, 80, 80, 84, 212, 112);
        return NibbleTable.Misses(bytes, byLowNibble);
    }

    public static bool Stops(byte value) => !NibbleTable.Has(value, From0, From64);
}
