using System.Runtime.InteropServices;

namespace Engine.Stages.Compression.Native;

/// <summary>The runtime's own copy of zlib's <c>z_stream</c>, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ZlibStream
{
    internal byte* NextIn;
    internal byte* NextOut;
    internal byte* Message;
    internal nint State;
    internal uint AvailableIn;
    internal uint AvailableOut;
}
