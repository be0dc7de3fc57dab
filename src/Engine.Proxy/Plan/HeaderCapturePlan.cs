using Engine.Config.Text;

namespace Engine.Proxy.Plan;

/// <summary>One slot of what is captured.</summary>
/// <param name="Where">The line that made it.</param>
/// <param name="Name">Of the header; empty when rules fill the slot.</param>
/// <param name="LengthMax">Bytes that are kept.</param>
public sealed record HeaderCapturePlan(Statement Where, byte[] Name, int LengthMax);
