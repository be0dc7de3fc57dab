namespace Engine.Proxy.Tables;

/// <summary>One data type of a table.</summary>
/// <param name="Offset">Of its first element in an entry.</param>
/// <param name="Count">Elements; 1 for all that are no array.</param>
/// <param name="PeriodMs">Of a rate.</param>
public sealed record StickColumn(StickDataType Type, StickValueKind Kind, int Offset, int Count, int PeriodMs);
