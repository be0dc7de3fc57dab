using System.Runtime.InteropServices;

namespace Engine.Proxy.Tables;

/// <summary>The front of an entry of a table that peers share.</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
internal struct StickSharedHeader
{
    internal StickHeader Header;

    /// <summary>Number of its last change on this machine; 0 = none.</summary>
    internal long UpdateId;

    /// <summary>Neighbours in the order of these changes.</summary>
    internal int OlderUpdate;
    internal int NewerUpdate;
}
