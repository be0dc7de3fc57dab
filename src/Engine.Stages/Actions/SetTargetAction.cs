using System;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-path</c>, <c>set-pathq</c>, <c>set-query</c> and <c>set-uri</c> (CFG 4.4). What may not stand in a URI is percent-encoded.</summary>
internal sealed class SetTargetAction : RuleAction
{
    private readonly TargetPart _part;
    private readonly LogFormatPlan _text;

    private SetTargetAction(TargetPart part, LogFormatPlan text)
    {
        _part = part;
        _text = text;
    }

    internal static RuleAction? CreatePath(RuleArguments arguments) => Create(arguments, TargetPart.Path);

    internal static RuleAction? CreatePathAndQuery(RuleArguments arguments) => Create(arguments, TargetPart.PathAndQuery);

    internal static RuleAction? CreateQuery(RuleArguments arguments) => Create(arguments, TargetPart.Query);

    internal static RuleAction? CreateUri(RuleArguments arguments) => Create(arguments, TargetPart.Uri);

    public override RuleVerdict Run(in SampleContext context) => TargetEdit.Write(context, _part, _text.Render(context));

    private static SetTargetAction? Create(RuleArguments arguments, TargetPart part)
    {
        LogFormatPlan? text = arguments.Format(arguments.Action, FormatUse.Uri);
        if (!arguments.Failed && text!.IsConstant && text.Render(default).ContainsAnyInRange((byte)0, (byte)' '))
        {
            arguments.Reject("a target cannot hold blanks or control characters", "write a blank as %%20");
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetTargetAction(part, text!);
    }
}
