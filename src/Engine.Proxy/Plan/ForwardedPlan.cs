using Engine.Config.Model;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary><c>option forwarded</c>, compiled.</summary>
internal sealed record ForwardedPlan(bool Proto, ForwardedPartPlan Host, ForwardedPartPlan By, ForwardedPartPlan ByPort, ForwardedPartPlan For)
{
    internal ForwardedPartPlan ForPort { get; init; }

    /// <summary>Null without the option, and in TCP mode.</summary>
    internal static ForwardedPlan? Compile(ProxyConfig proxy, ExpressionCompiler expressions)
    {
        if (proxy.Forwarded is not { } config || proxy.Mode != ProxyMode.Http)
        {
            return null;
        }

        return new ForwardedPlan(config.Proto, Part(config.Host), Part(config.By), Part(config.ByPort), Part(config.For)) { ForPort = Part(config.ForPort) };

        ForwardedPartPlan Part(ForwardedPartConfig part) =>
            new(part.IsWritten, part.ExpressionWord == 0 ? null : expressions.Sample(config.Where, part.ExpressionWord, RulePoints.BackendHttpRequest));
    }
}
