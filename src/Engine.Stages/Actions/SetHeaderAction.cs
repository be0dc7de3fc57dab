using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-header</c> and <c>add-header</c>: a field at the end of the head, in place of all of its name or beside them (CFG 4.4).</summary>
internal sealed class SetHeaderAction : RuleAction
{
    private readonly byte[] _name;
    private readonly LogFormatPlan _value;
    private readonly bool _replaces;

    private SetHeaderAction(string name, LogFormatPlan value, bool replaces)
    {
        _name = ByteText.ToBytes(name);
        _value = value;
        _replaces = replaces;
    }

    internal static RuleAction? CreateSet(RuleArguments arguments) => Create(arguments, replaces: true);

    internal static RuleAction? CreateAdd(RuleArguments arguments) => Create(arguments, replaces: false);

    public override RuleVerdict Run(in SampleContext context)
    {
        // Rendered first: the value may be made of the field that it replaces.
        ReadOnlySpan<byte> value = _value.Render(context);
        MessageHead head = context.Message;
        for (int i = _replaces ? head.IndexOf(_name) : -1; i >= 0; i = head.IndexOf(_name, i + 1))
        {
            head.Remove(i);
        }

        return head.TryAdd(_name, value) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static SetHeaderAction? Create(RuleArguments arguments, bool replaces)
    {
        string name = arguments.FieldName(arguments.Action);
        LogFormatPlan? value = arguments.Failed ? null : arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetHeaderAction(name, value!, replaces);
    }
}
