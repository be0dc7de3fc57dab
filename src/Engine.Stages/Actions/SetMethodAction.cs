using System;
using Engine.Http;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-method</c> (CFG 4.4). HEAD and CONNECT decide how the response ends (RFC 9112 section 6.3): a request becomes neither, and
/// one that is either stays what it is, or client and server would read different responses.
/// </summary>
internal sealed class SetMethodAction : RuleAction
{
    private readonly LogFormatPlan _method;

    private SetMethodAction(LogFormatPlan method) => _method = method;

    internal static RuleAction? Create(RuleArguments arguments)
    {
        LogFormatPlan? method = arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        if (!arguments.Failed && method!.IsConstant && Decides(method.Render(default)))
        {
            arguments.Reject("a request cannot be made HEAD or CONNECT: its client would read the response wrongly", "choose another method");
        }

        return arguments.Failed ? null : new SetMethodAction(method!);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        RequestHead request = context.Request;
        if (request.Method is HttpMethod.Head or HttpMethod.Connect)
        {
            return RuleVerdict.Continue;
        }

        ReadOnlySpan<byte> method = _method.Render(context);
        return !Decides(method) && request.TrySetMethod(method) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static bool Decides(ReadOnlySpan<byte> method) => method.SequenceEqual("HEAD"u8) || method.SequenceEqual("CONNECT"u8);
}
