namespace Engine.Proxy.Tables;

/// <summary>A change of this machine that peers are to hear of: which one, and where it lies.</summary>
internal readonly record struct StickUpdate(long Id, int Stripe, int Entry);
