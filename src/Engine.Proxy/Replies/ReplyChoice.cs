using Engine.Proxy.Samples;

namespace Engine.Proxy.Replies;

/// <summary>What a rule answers: a reply of its own, or the error page that the exchange has for the status.</summary>
/// <param name="Status">Of the error page, and of the reply unless a file says otherwise.</param>
/// <param name="Plan">Null = the error page.</param>
public sealed record ReplyChoice(int Status, ReplyPlan? Plan)
{
    public Reply Render(in SampleContext context) => Plan is null ? context.Exchange.Replies.ErrorPage(Status) : Plan.Render(context);
}
