using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>early-hint</c>: a field in a 103 response ahead of the final one (CFG 4.4, RFC 8297).</summary>
internal sealed class EarlyHintAction : RuleAction
{
    private readonly byte[] _name;
    private readonly LogFormatPlan _value;

    private EarlyHintAction(string name, LogFormatPlan value)
    {
        _name = ByteText.ToBytes(name);
        _value = value;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string name = arguments.FieldName(arguments.Action);
        LogFormatPlan? value = arguments.Failed ? null : arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        if (!arguments.Failed && FieldGuard.Of(name, isRequest: false) != GuardedField.None)
        {
            return FieldGuard.Ignore(arguments, name);
        }

        return arguments.Failed ? null : new EarlyHintAction(name, value!);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        EarlyHints.Send(context.Exchange, _name, FieldText.Of(_value.Render(context), context.Scratch));
        return RuleVerdict.Continue;
    }
}
