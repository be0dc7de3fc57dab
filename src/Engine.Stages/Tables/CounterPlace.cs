using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary>A general purpose counter.</summary>
/// <param name="Element">Of an array; else 0.</param>
internal readonly record struct CounterPlace(StickDataType Type, int Element);
