namespace Engine.Proxy.Plan;

/// <summary>One frontend, backend or listen section that runs: at least one of the two is there, both for a listen section.</summary>
/// <param name="Description"><c>description</c>; null without.</param>
public sealed record SectionPlan(FrontendPlan? Frontend, BackendPlan? Backend, string? Description)
{
    public string Name => Frontend?.Name ?? Backend!.Name;

    public int Id => Frontend?.State.Id ?? Backend!.State.Id;
}
