using System.Runtime.InteropServices;

namespace Engine.Proxy.Tables;

/// <summary>The front of an entry. Entries refer to one another by number, from 1 within their stripe; 0 = none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
internal struct StickHeader
{
    /// <summary>Loop time at which it expires, ms.</summary>
    internal long ExpireMs;

    /// <summary>The next of the same bucket; of a free place the next free one.</summary>
    internal int Next;

    /// <summary>Neighbours in the order in which entries expire.</summary>
    internal int Older;
    internal int Newer;

    /// <summary>Trackers that count here: the entry stays for as long as there is one. <see cref="Free"/> marks a free place.</summary>
    internal int References;
    internal uint Hash;

    internal const int Free = -1;
}
