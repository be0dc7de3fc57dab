using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>A parameter of the Forwarded field.</summary>
/// <param name="IsWritten">It is there.</param>
/// <param name="Sample">Computes it; null = its natural value.</param>
internal readonly record struct ForwardedPartPlan(bool IsWritten, SamplePlan? Sample);
