using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>wait-for-body time T [at-least N]</c> (CFG 4.4): the rules go on when that much of the body is there, all of it, or as much as
/// there is room for. After that time the answer is 408, of a response 504.
/// </summary>
internal sealed class WaitForBodyAction : RuleAction
{
    private readonly int _timeMs;
    private readonly int _bytes;

    private WaitForBodyAction(int timeMs, int bytes)
    {
        _timeMs = timeMs;
        _bytes = bytes;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        int? timeMs = null;
        int bytes = 0;
        while (arguments.TryWord(out string word))
        {
            switch (word)
            {
                case "time":
                    timeMs = arguments.TimeMs(word);
                    break;
                case "at-least":
                    bytes = arguments.Size(word);
                    break;
                default:
                    arguments.Reject($"unknown parameter '{word}' of 'wait-for-body'", "it takes: time, at-least");
                    break;
            }
        }

        if (timeMs is null && !arguments.Failed)
        {
            arguments.Reject("'wait-for-body' does not say how long", "add, for example, time 1s");
        }

        return arguments.Failed ? null : new WaitForBodyAction(timeMs!.Value, bytes);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        bool isResponse = (context.Point & RulePoints.Response) != 0;
        HeldBody body = isResponse ? context.Exchange.ResponseContent : context.Exchange.RequestContent;
        return body.Await(_bytes == 0 ? int.MaxValue : _bytes, _timeMs);
    }
}
