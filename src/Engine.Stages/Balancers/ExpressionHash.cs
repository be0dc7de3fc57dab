using Engine.Proxy.Samples;
using Engine.Proxy.Stages;

namespace Engine.Stages.Balancers;

/// <summary><c>balance hash EXPRESSION</c>: by the value of any sample expression.</summary>
internal sealed class ExpressionHash(BalancerArguments arguments, SamplePlan key) : HashBalancer(arguments.Hash)
{
    internal static Balancer? Create(BalancerArguments arguments) =>
        arguments.Sample(0) is { } key && arguments.EndsAfter(1) ? new ExpressionHash(arguments, key) : null;

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Exchange is null)
        {
            return false;
        }

        SampleContext context = request.Context;
        context.Scratch.Clear();
        Sample sample = default;
        if (Hash.TakesNumbers && key.TryEvaluate(context, ref sample) && sample.Type is SampleType.Integer or SampleType.Boolean)
        {
            hash = Hash.Spread(unchecked((uint)sample.Integer));
            return true;
        }

        context.Scratch.Clear();
        if (!key.TryEvaluate(context, SampleType.Binary, ref sample))
        {
            return false;
        }

        hash = Hash.Of(sample.Bytes);
        return true;
    }
}
