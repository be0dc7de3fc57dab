using System;
using Engine.Proxy.Conditions;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-map(FILE) KEY VALUE</c>, <c>del-map(FILE) KEY</c>, <c>add-acl(FILE) KEY</c>, <c>del-acl(FILE) KEY</c> (CFG 4.2): edits a list while
/// all loops read it. What changes nothing costs no allocation; a key or value that the list's users cannot take is left out.
/// </summary>
internal sealed class EditPatternsAction : RuleAction
{
    private readonly Edit _edit;
    private readonly PatternReference _list;
    private readonly LogFormatPlan _key;
    private readonly LogFormatPlan? _value;

    private EditPatternsAction(Edit edit, PatternReference list, LogFormatPlan key, LogFormatPlan? value)
    {
        _edit = edit;
        _list = list;
        _key = key;
        _value = value;
    }

    private enum Edit : byte
    {
        Add,
        Set,
        Remove,
    }

    internal static RuleAction? CreateAdd(RuleArguments arguments) => Create(arguments, Edit.Add);

    internal static RuleAction? CreateSet(RuleArguments arguments) => Create(arguments, Edit.Set);

    internal static RuleAction? CreateRemove(RuleArguments arguments) => Create(arguments, Edit.Remove);

    public override RuleVerdict Run(in SampleContext context)
    {
        ReadOnlySpan<byte> key = _key.Render(context);
        switch (_edit)
        {
            case Edit.Add:
                _list.TryAddOnce(key, out _);
                break;
            case Edit.Set:
                _list.TrySetOrAdd(key, _value!.Render(context), out _);
                break;
            default:
                _list.Remove(key);
                break;
        }

        return RuleVerdict.Continue;
    }

    private static EditPatternsAction? Create(RuleArguments arguments, Edit edit)
    {
        string action = arguments.Action;
        if (arguments.InParentheses is not [{ Length: > 0 } file])
        {
            arguments.Reject($"'{action}' needs the name of a list", $"write it as {action}(FILE), with the name under which an ACL or map loads it");
            return null;
        }

        LogFormatPlan? key = arguments.Format(action);
        LogFormatPlan? value = edit == Edit.Set && !arguments.Failed ? arguments.Format(action) : null;
        arguments.ExpectEnd();
        return arguments.Failed ? null : new EditPatternsAction(edit, arguments.Compiler.Names.Patterns.ToEdit(file, arguments.Where), key!, value);
    }
}
