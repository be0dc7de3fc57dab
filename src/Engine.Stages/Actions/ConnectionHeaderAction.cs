using System;
using System.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-header Connection</c> and <c>add-header Connection</c>: <c>close</c> in it ends the connection to the side that the message goes to,
/// once the exchange is over. All else in that field is the engine's to say (RFC 9110 section 7.6.1).
/// </summary>
internal sealed class ConnectionHeaderAction : RuleAction
{
    private readonly LogFormatPlan _value;

    private ConnectionHeaderAction(LogFormatPlan value) => _value = value;

    internal static RuleAction Create(RuleArguments arguments, LogFormatPlan value)
    {
        if (value.IsConstant && !Closes(value.Render(default)))
        {
            return FieldGuard.Ignore(arguments, "Connection");
        }

        return new ConnectionHeaderAction(value);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        if (Closes(_value.Render(context)))
        {
            ExchangeSettings settings = context.Exchange.Settings;
            bool isResponse = (context.Point & RulePoints.Response) != 0;
            settings.ClosesClient |= isResponse;
            settings.ClosesServer |= !isResponse;
        }

        return RuleVerdict.Continue;
    }

    private static bool Closes(ReadOnlySpan<byte> value)
    {
        foreach (Range token in value.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(value[token].Trim(" \t"u8), "close"u8))
            {
                return true;
            }
        }

        return false;
    }
}
