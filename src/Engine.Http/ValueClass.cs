using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>
/// Stops at every byte up to CR. Of these NUL, LF and CR end a field value (RFC 9110 section 5.5); the others (HTAB among them)
/// are rare and the caller goes on behind them, which spares a second comparison for all the rest.
/// </summary>
internal readonly struct ValueClass : IByteClass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Stops(Vector128<byte> bytes) => Vector128.LessThanOrEqual(bytes, Vector128.Create((byte)'\r'));

    public static bool Stops(byte value) => value <= '\r';
}
