using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>A set of bytes that ends a scan, in two spellings that a test keeps equal.</summary>
internal interface IByteClass
{
    /// <summary>All bits set where the byte is in the set.</summary>
    static abstract Vector128<byte> Stops(Vector128<byte> bytes);

    static abstract bool Stops(byte value);
}
