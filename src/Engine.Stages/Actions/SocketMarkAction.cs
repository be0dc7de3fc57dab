using System;
using System.Globalization;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-fc-mark</c> and <c>set-fc-tos</c>, and their older names <c>set-mark</c> and <c>set-tos</c>: the netfilter mark and the DS field of what is
/// sent to the client; <c>set-bc-mark</c> and <c>set-bc-tos</c>: of what is sent to the server (CFG 4.4). What the kernel refuses is passed over,
/// as in HAProxy.
/// </summary>
internal sealed class SocketMarkAction : RuleAction
{
    private readonly bool _isMark;
    private readonly bool _isServer;
    private readonly int _value;
    private readonly SamplePlan? _sample;

    private SocketMarkAction(bool isMark, bool isServer, int value, SamplePlan? sample)
    {
        _isServer = isServer;
        _isMark = isMark;
        _value = value;
        _sample = sample;
    }

    internal static RuleAction? CreateMark(RuleArguments arguments) => Create(arguments, isMark: true);

    internal static RuleAction? CreateTrafficClass(RuleArguments arguments) => Create(arguments, isMark: false);

    public override RuleVerdict Run(in SampleContext context)
    {
        int number = _value;
        if (_sample is not null)
        {
            Sample value = default;
            if (!_sample.TryEvaluate(context, SampleType.Integer, ref value))
            {
                return RuleVerdict.Continue;
            }

            number = (int)value.Integer;
        }

        if (_isServer)
        {
            SetForServer(context, number);
        }
        else if (_isMark)
        {
            context.Client.SetMark(number);
        }
        else
        {
            context.Client.SetTrafficClass(number & byte.MaxValue);
        }

        return RuleVerdict.Continue;
    }

    /// <summary>The connection to the server is made, or chosen, when the rules are done.</summary>
    private void SetForServer(in SampleContext context, int number)
    {
        if (_isMark)
        {
            context.Exchange.Settings.ServerMark = number;
        }
        else
        {
            context.Exchange.Settings.ServerTrafficClass = number & byte.MaxValue;
        }
    }

    private static SocketMarkAction? Create(RuleArguments arguments, bool isMark)
    {
        uint value = 0;
        SamplePlan? sample = null;
        if (arguments.Peek.Length > 0 && char.IsAsciiDigit(arguments.Peek[0]))
        {
            value = ReadNumber(arguments, isMark ? uint.MaxValue : byte.MaxValue);
        }
        else
        {
            sample = arguments.Sample(arguments.Action);
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new SocketMarkAction(isMark, arguments.Action.StartsWith("set-bc-", StringComparison.Ordinal), unchecked((int)value), sample);
    }

    /// <summary>Decimal, or hexadecimal behind 0x.</summary>
    private static uint ReadNumber(RuleArguments arguments, uint max)
    {
        string text = arguments.Value(arguments.Action);
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNumber = uint.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out uint value);
        if (!isNumber || value > max)
        {
            arguments.Reject($"'{text}' is no number that can be used here", $"write a number from 0 to {max}, such as 0x10");
        }

        return value;
    }
}
