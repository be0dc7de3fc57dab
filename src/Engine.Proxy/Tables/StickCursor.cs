namespace Engine.Proxy.Tables;

/// <summary>How far a walk through a table has come; the default one stands at the beginning.</summary>
/// <param name="Stripe">Where it goes on.</param>
/// <param name="Entry">The entry seen last there; 0 = none.</param>
public readonly record struct StickCursor(int Stripe, int Entry);
