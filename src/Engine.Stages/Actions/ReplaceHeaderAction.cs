using System;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>replace-header</c>: every line of the name whose value matches gets what the format gives, with \0 to \9 for the groups.
/// <c>replace-value</c>: the same for each member of a list with commas (CFG 4.4).
/// </summary>
internal sealed class ReplaceHeaderAction : RuleAction
{
    private readonly byte[] _name;
    private readonly ByteRegex _regex;
    private readonly LogFormatPlan _format;
    private readonly bool _splits;

    private ReplaceHeaderAction(string name, ByteRegex regex, LogFormatPlan format, bool splits)
    {
        _name = ByteText.ToBytes(name);
        _regex = regex;
        _format = format;
        _splits = splits;
    }

    internal static RuleAction? CreateHeader(RuleArguments arguments) => Create(arguments, splits: false);

    internal static RuleAction? CreateValue(RuleArguments arguments) => Create(arguments, splits: true);

    public override RuleVerdict Run(in SampleContext context)
    {
        MessageHead head = context.Message;
        bool fits = true;
        int count = head.Fields.Length;
        for (int i = head.IndexOf(_name); fits && i >= 0 && i < count; i = head.IndexOf(_name, i + 1))
        {
            int mark = context.Scratch.Mark;
            ReadOnlySpan<byte> value = head.ValueOf(head.Fields[i]);
            if (_splits ? TryReplaceMembers(value, context, out ReadOnlySpan<byte> replaced) : TryReplace(value, context, out replaced))
            {
                fits = TryStore(context, i, FieldText.Of(replaced, context.Scratch));
            }

            context.Scratch.Rewind(mark);
        }

        return fits ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static RuleAction? Create(RuleArguments arguments, bool splits)
    {
        string name = arguments.FieldName(arguments.Action);
        ByteRegex? regex = arguments.Failed ? null : RegexWord.Read(arguments);
        LogFormatPlan? format = arguments.Failed ? null : arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        if (arguments.Failed)
        {
            return null;
        }

        return FieldGuard.Of(name, arguments.Ruleset == Ruleset.HttpRequest) is GuardedField.Fixed or GuardedField.Connection
            ? FieldGuard.Ignore(arguments, name)
            : new ReplaceHeaderAction(name, regex!, format!, splits);
    }

    private static bool TryStore(in SampleContext context, int index, ReadOnlySpan<byte> value) =>
        context.Message is RequestHead request && request.Fields[index].Name == FieldName.Host
            ? request.TrySetHost(value)
            : context.Message.TrySetValue(index, value);

    private bool TryReplace(ReadOnlySpan<byte> value, scoped in SampleContext context, out ReadOnlySpan<byte> replaced)
    {
        Sample sample = default;
        sample.SetText(value);
        bool found = RegexWord.TryExpand(_regex, _format, context, ref sample);
        replaced = found ? sample.Bytes : default;
        return found;
    }

    /// <summary>Members that do not match stay as they are, and so does what stands between all of them.</summary>
    private bool TryReplaceMembers(ReadOnlySpan<byte> value, scoped in SampleContext context, out ReadOnlySpan<byte> replaced)
    {
        replaced = default;
        if (!context.Scratch.TryTake(ListBytesMax, out Span<byte> room))
        {
            return false;
        }

        LineWriter list = new(room);
        bool any = false;
        int start = 0;
        while (start <= value.Length)
        {
            int end = EndOfMember(value, start);
            ReadOnlySpan<byte> member = value[start..end];
            ReadOnlySpan<byte> text = member.Trim(" \t"u8);
            int mark = context.Scratch.Mark;
            if (!text.IsEmpty && TryReplace(text, context, out ReadOnlySpan<byte> other))
            {
                int before = member.IndexOf(text[0]);
                list.Raw(member[..before]);
                list.Raw(other);
                list.Raw(member[(before + text.Length)..]);
                any = true;
            }
            else
            {
                list.Raw(member);
            }

            context.Scratch.Rewind(mark);
            list.Raw(end < value.Length ? ","u8 : default);
            start = end + 1;
        }

        replaced = list.Line;
        return any && !list.IsCut;
    }

    /// <summary>Longer than any value that could still be sent.</summary>
    private const int ListBytesMax = 32768;

    /// <summary>The comma behind the member, or the end; commas in quoted strings do not count (RFC 9110 section 5.6.4).</summary>
    private static int EndOfMember(ReadOnlySpan<byte> value, int start)
    {
        bool quoted = false;
        for (int i = start; i < value.Length; i++)
        {
            if (value[i] == (byte)'\\' && quoted)
            {
                i++;
            }
            else if (value[i] == (byte)'"')
            {
                quoted = !quoted;
            }
            else if (value[i] == (byte)',' && !quoted)
            {
                return i;
            }
        }

        return value.Length;
    }
}
