using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>One data type of updates as the other machine has announced it.</summary>
/// <param name="Count">Elements of an array; else 1.</param>
internal readonly record struct PeersColumn(StickDataType Type, int Count);
