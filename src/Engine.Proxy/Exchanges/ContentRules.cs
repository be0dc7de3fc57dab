using System;
using Engine.Config.Model;
using Engine.IO.Pipes;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Content rules of either direction (CFG 4.2 tcp-request content, tcp-response content): read on what has come so far, and all of
/// them anew when more has, until each of them can decide. In HTTP the head is there by then, so that only a body is waited for.
/// </summary>
internal static class ContentRules
{
    /// <param name="point">Names the direction.</param>
    /// <param name="delayMs">inspect-delay: when it is over, or nothing more can come, what is there is all there is; 0 = at once.</param>
    internal static RuleVerdict Run(Exchange exchange, RulePlan[] rules, RulePoints point, int delayMs, ref int position)
    {
        if (rules.Length == 0)
        {
            return RuleVerdict.Continue;
        }

        bool isResponse = point == RulePoints.TcpResponse;
        RuleWait wait = exchange.RuleWait;
        LoopReader input = (isResponse ? exchange.ServerPipe : exchange.Client.Pipe).Input;
        if (!wait.IsResumed && !wait.IsLast(input))
        {
            // What lies in the kernel has come already.
            input.TryFill(input.Unread.Length);
            input.Consume(0);
        }

        long leftMs = delayMs - wait.WaitedMs;
        bool isFinal = leftMs <= 0 || !Arrived.Of(exchange, isResponse).MayGrow;
        RuleVerdict verdict = RuleRunner.Run(rules, new SampleContext(exchange, point) { IsFinal = isFinal }, ref position);
        if (verdict is not { Kind: RuleVerdictKind.AwaitBytes, WaitMs: 0 })
        {
            return verdict;
        }

        position = 0;
        return RuleVerdict.AwaitBytes((int)leftMs);
    }
}
