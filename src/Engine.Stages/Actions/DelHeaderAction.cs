using System;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Actions;

/// <summary><c>del-header</c>: all fields of a name, or whose names match (CFG 4.4 del-header -m). Names are compared in any case.</summary>
internal sealed class DelHeaderAction : RuleAction
{
    private readonly byte[] _name;
    private readonly NameMatch _match;
    private readonly ByteRegex? _regex;

    private DelHeaderAction(byte[] name, NameMatch match, ByteRegex? regex)
    {
        _name = name;
        _match = match;
        _regex = regex;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string name = arguments.Value(arguments.Action);
        NameMatch match = NameMatch.Exact;
        ByteRegex? regex = null;
        if (arguments.Peek == "-m")
        {
            match = ReadMatch(arguments);
        }

        arguments.ExpectEnd();
        if (!arguments.Failed && match == NameMatch.Regex && !ByteRegex.TryCreate(name, ignoreCase: true, out regex, out string? error))
        {
            arguments.Reject($"'{name}' cannot be used: {error}");
        }

        if (arguments.Failed)
        {
            return null;
        }

        GuardedField guard = match == NameMatch.Exact ? FieldGuard.Of(name, arguments.Ruleset == Ruleset.HttpRequest) : GuardedField.None;
        bool isUpgrade = name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase);
        return guard == GuardedField.None || isUpgrade ? new DelHeaderAction(ByteText.ToBytes(name), match, regex) : FieldGuard.Ignore(arguments, name);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        MessageHead message = context.Message;
        ReadOnlySpan<HeadField> fields = message.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            ref readonly HeadField field = ref fields[i];
            if (!field.IsRemoved && FieldGuard.CanRemove(field, message) && Matches(message.NameOf(field)))
            {
                message.Remove(i);
            }
        }

        return RuleVerdict.Continue;
    }

    private static NameMatch ReadMatch(RuleArguments arguments)
    {
        arguments.TryWord(out _);
        string method = arguments.Value("-m");
        switch (method)
        {
            case "str":
                return NameMatch.Exact;
            case "beg":
                return NameMatch.Beginning;
            case "end":
                return NameMatch.End;
            case "sub":
                return NameMatch.Part;
            case "reg":
                return NameMatch.Regex;
            default:
                arguments.Reject($"'{method}' is no way to match names", "use str, beg, end, sub or reg");
                return NameMatch.Exact;
        }
    }

    private bool Matches(ReadOnlySpan<byte> name)
    {
        if (_match == NameMatch.Regex)
        {
            return _regex!.IsMatch(name);
        }

        if (name.Length < _name.Length)
        {
            return false;
        }

        return _match switch
        {
            NameMatch.Exact => Ascii.EqualsIgnoreCase(name, _name),
            NameMatch.Beginning => Ascii.EqualsIgnoreCase(name[.._name.Length], _name),
            NameMatch.End => Ascii.EqualsIgnoreCase(name[^_name.Length..], _name),
            _ => HasPart(name),
        };
    }

    private bool HasPart(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i <= name.Length - _name.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name.Slice(i, _name.Length), _name))
            {
                return true;
            }
        }

        return false;
    }
}
