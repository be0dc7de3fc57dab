using Engine.LoadTests.Measuring;

namespace Engine.LoadTests.Traffic;

/// <summary>Leave to send one request.</summary>
/// <param name="StartNs">What its latency counts from.</param>
/// <param name="Step">Which step.</param>
/// <param name="Tally">Where its outcome is counted.</param>
/// <param name="IsTimed">True exactly when <paramref name="StartNs"/> is the intended send time of an injected request, which nothing moves.</param>
internal readonly record struct Ticket(long StartNs, int Step, Tally Tally, bool IsTimed);
