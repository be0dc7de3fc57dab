using Engine.IO.Addressing;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-src</c>, <c>set-dst</c> and their ports (CFG 4.4): what is said about the ends of the client's connection from here on, by
/// fetches, logs, <c>option forwardfor</c> and balancing; and where a server with the address 0.0.0.0 is. The other half of an end
/// stays as it was.
/// </summary>
internal sealed class SetAddressAction : RuleAction
{
    private readonly SamplePlan _value;
    private readonly bool _isSource;
    private readonly bool _isPort;

    private SetAddressAction(SamplePlan value, bool isSource, bool isPort)
    {
        _value = value;
        _isSource = isSource;
        _isPort = isPort;
    }

    internal static RuleAction? CreateSource(RuleArguments arguments) => Create(arguments, isSource: true, isPort: false);

    internal static RuleAction? CreateSourcePort(RuleArguments arguments) => Create(arguments, isSource: true, isPort: true);

    internal static RuleAction? CreateDestination(RuleArguments arguments) => Create(arguments, isSource: false, isPort: false);

    internal static RuleAction? CreateDestinationPort(RuleArguments arguments) => Create(arguments, isSource: false, isPort: true);

    public override RuleVerdict Run(in SampleContext context)
    {
        EndpointAddress end = context.Client.Address;
        if (!_isSource)
        {
            context.Client.TryGetLocal(out end);
        }

        Sample sample = default;
        if (!_value.TryEvaluate(context, _isPort ? SampleType.Integer : SampleType.Address, ref sample) || (_isPort && sample.Integer is < 0 or > ushort.MaxValue))
        {
            return RuleVerdict.Continue;
        }

        end = _isPort ? end.WithPort((int)sample.Integer) : EndpointAddress.FromBits(sample.Address, sample.Type == SampleType.IPv4, end.Port);
        if (_isSource)
        {
            context.Client.SetSource(end);
        }
        else
        {
            context.Client.SetDestination(end);
        }

        return RuleVerdict.Continue;
    }

    private static SetAddressAction? Create(RuleArguments arguments, bool isSource, bool isPort)
    {
        SamplePlan? value = arguments.Sample(arguments.Action);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetAddressAction(value!, isSource, isPort);
    }
}
