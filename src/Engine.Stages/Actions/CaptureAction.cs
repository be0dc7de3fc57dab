using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>capture SAMPLE len N | id N</c>: keeps a value in a slot of its own, or in a declared one (CFG 4.4).</summary>
internal sealed class CaptureAction : RuleAction
{
    private readonly SamplePlan _sample;
    private readonly int _slot;
    private readonly bool _ofResponse;

    private CaptureAction(SamplePlan sample, int slot, bool ofResponse)
    {
        _sample = sample;
        _slot = slot;
        _ofResponse = ofResponse;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        bool ofResponse = arguments.Ruleset is Ruleset.HttpResponse or Ruleset.HttpAfterResponse or Ruleset.TcpResponseContent;
        SamplePlan? sample = arguments.Sample(arguments.Action);
        int slot = -1;
        while (!arguments.Failed && arguments.TryWord(out string word))
        {
            switch (word)
            {
                case "len":
                    arguments.Integer(word, 1, 65535);
                    slot = arguments.Compiler.Names.CapturesOf(arguments.Proxy.Name).SlotOf(arguments.Where, ofResponse);
                    break;
                case "id":
                    slot = (int)arguments.Integer(word, 0, 1024);
                    Check(arguments, slot, ofResponse);
                    break;
                default:
                    arguments.Reject($"unknown word '{word}'", "write 'len' and a number of bytes, or 'id' and the number of a declared slot");
                    break;
            }
        }

        if (!arguments.Failed && slot < 0)
        {
            arguments.Reject("it is not said where to keep it", "write 'len' and a number of bytes in a frontend, or 'id' and the number of a declared slot");
        }

        return arguments.Failed ? null : new CaptureAction(sample!, slot, ofResponse);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        Sample value = default;
        if (_sample.TryEvaluate(context, SampleType.Text, ref value))
        {
            CaptureSlots slots = _ofResponse ? context.Exchange.Captures.Response : context.Exchange.Captures.Request;
            slots.TryKeep(_slot, value.Bytes);
        }

        return RuleVerdict.Continue;
    }

    /// <summary>Of a backend the frontends are not known: where one has no such slot, nothing is kept.</summary>
    private static void Check(RuleArguments arguments, int slot, bool ofResponse)
    {
        CapturesPlan captures = arguments.Compiler.Names.CapturesOf(arguments.Proxy.Name);
        int count = ofResponse ? captures.Response.Length : captures.Request.Length;
        if (!arguments.Failed && arguments.Proxy.HasFrontend && slot >= count)
        {
            arguments.Reject($"there is no slot {slot} for {(ofResponse ? "responses" : "requests")}", $"declare it: declare capture {(ofResponse ? "response" : "request")} len 64");
        }
    }
}
