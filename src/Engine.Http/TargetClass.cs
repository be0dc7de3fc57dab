using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>
/// Stops at what a request target may not hold: blanks, controls, DEL, bytes above 127 and "#" (RFC 9112 section 3.2).
/// Other characters outside RFC 3986 pass, as in HAProxy: refusing them breaks clients and protects nobody.
/// </summary>
internal readonly struct TargetClass : IByteClass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Stops(Vector128<byte> bytes) =>
        Vector128.LessThanOrEqual(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
        | Vector128.Equals(bytes, Vector128.Create((byte)0x7F))
        | Vector128.Equals(bytes, Vector128.Create((byte)'#'));

    public static bool Stops(byte value) => value is <= (byte)' ' or >= 0x7F or (byte)'#';
}
