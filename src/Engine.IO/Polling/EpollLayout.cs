using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Polling;

/// <summary>How struct epoll_event lies in memory: 32 bits of events, then 64 bits of data, which only x86-64 packs together.</summary>
/// <param name="EventBytes">Size of one event.</param>
/// <param name="DataOffset">Where its data begin.</param>
internal readonly unsafe record struct EpollLayout(int EventBytes, int DataOffset)
{
    /// <summary>x86-64 (its kernel header says packed, so that 32-bit programs see the same).</summary>
    internal static readonly EpollLayout Packed = new(12, 4);

    /// <summary>Everything else, arm64 for one.</summary>
    internal static readonly EpollLayout Aligned = new(16, 8);

    internal static EpollLayout Of(Architecture architecture) => architecture == Architecture.X64 ? Packed : Aligned;

    internal byte* At(byte* events, int index) => events + (index * EventBytes);

    internal void Write(byte* at, uint events, ulong data)
    {
        Unsafe.WriteUnaligned(at, events);
        Unsafe.WriteUnaligned(at + DataOffset, data);
    }

    internal static uint EventsOf(byte* at) => Unsafe.ReadUnaligned<uint>(at);

    internal ulong DataOf(byte* at) => Unsafe.ReadUnaligned<ulong>(at + DataOffset);
}
