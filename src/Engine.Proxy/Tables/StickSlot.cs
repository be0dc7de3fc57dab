namespace Engine.Proxy.Tables;

/// <summary>A place in a table that is kept for as long as somebody tracks it.</summary>
/// <param name="Table">Null = none.</param>
public readonly record struct StickSlot(StickTableShared? Table, int Stripe, int Entry);
