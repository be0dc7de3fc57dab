using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-status</c> (CFG 4.4). 204 and 304 end with their head (RFC 9112 section 6.3): a response becomes or ceases to be one of them
/// only where that changes nothing about where it ends, so never.
/// </summary>
internal sealed class SetStatusAction : RuleAction
{
    private readonly int _status;
    private readonly byte[] _reason;

    private SetStatusAction(int status, string reason)
    {
        _status = status;
        _reason = ByteText.ToBytes(reason);
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        int status = arguments.Status(arguments.Action, 200, 999);
        string reason = ReasonPhrases.Of(status);
        if (!arguments.Failed && arguments.TryWord(out string word))
        {
            if (word == "reason")
            {
                reason = arguments.Value(word);
            }
            else
            {
                arguments.Reject($"unknown parameter '{word}' of 'set-status'", "it takes: reason");
            }
        }

        arguments.ExpectEnd();
        if (!arguments.Failed && reason.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            arguments.Reject("a reason cannot hold CR, LF or NUL");
        }

        if (!arguments.Failed && IsBodyless(status))
        {
            arguments.Warn($"{status} is set only where a response without a body is another such already: others would end elsewhere than their client thinks");
        }

        return arguments.Failed ? null : new SetStatusAction(status, reason);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        ResponseHead response = context.Response;
        if (response.Status < 200 || IsBodyless(response.Status) != IsBodyless(_status))
        {
            return RuleVerdict.Continue;
        }

        return response.TrySetStatus(_status, _reason) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static bool IsBodyless(int status) => status is 204 or 304;
}
