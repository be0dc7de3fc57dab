using System;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-header</c> and <c>add-header</c>: a field at the end of the head, in place of all of its name or beside them (CFG 4.4).</summary>
internal sealed class SetHeaderAction : RuleAction
{
    private readonly byte[] _name;
    private readonly FieldName _known;
    private readonly LogFormatPlan _value;
    private readonly bool _replaces;

    private SetHeaderAction(string name, LogFormatPlan value, bool replaces)
    {
        _name = ByteText.ToBytes(name);
        _known = FieldNames.Recognise(_name);
        _value = value;
        _replaces = replaces;
    }

    internal static RuleAction? CreateSet(RuleArguments arguments) => Create(arguments, replaces: true);

    internal static RuleAction? CreateAdd(RuleArguments arguments) => Create(arguments, replaces: false);

    public override RuleVerdict Run(in SampleContext context)
    {
        // Rendered first: the value may be made of the field that it replaces.
        ReadOnlySpan<byte> value = FieldText.Of(_value.Render(context), context.Scratch);
        MessageHead head = context.Message;
        for (int i = _replaces ? head.IndexOf(_known, _name, 0) : -1; i >= 0; i = head.IndexOf(_known, _name, i + 1))
        {
            head.Remove(i);
        }

        return head.TryAdd(_known, _name, value) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static RuleAction? Create(RuleArguments arguments, bool replaces)
    {
        string name = arguments.FieldName(arguments.Action);
        LogFormatPlan? value = arguments.Failed ? null : arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        if (arguments.Failed)
        {
            return null;
        }

        switch (FieldGuard.Of(name, arguments.Ruleset == Ruleset.HttpRequest))
        {
            case GuardedField.Fixed:
                return FieldGuard.Ignore(arguments, name);
            case GuardedField.Connection:
                return ConnectionHeaderAction.Create(arguments, value!);
            case GuardedField.Host:
                if (!replaces)
                {
                    arguments.Warn("a request has one Host: this rule sets it", "write set-header");
                }

                return new SetHostAction(value!);
            default:
                return new SetHeaderAction(name, value!, replaces);
        }
    }
}
