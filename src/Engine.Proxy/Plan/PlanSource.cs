using Engine.Config.Model;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Plan;

/// <summary>What a plan was compiled from.</summary>
/// <param name="Configuration">As it was written.</param>
/// <param name="Stages">What it was compiled with.</param>
internal sealed record PlanSource(Configuration Configuration, StageCatalog Stages);
