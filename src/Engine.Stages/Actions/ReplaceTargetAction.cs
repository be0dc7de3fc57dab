using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>replace-path</c>, <c>replace-pathq</c> and <c>replace-uri</c>: what the regular expression matches gets the format, with \0 to \9
/// for the groups, in its whole place (CFG 4.4).
/// </summary>
internal sealed class ReplaceTargetAction : RuleAction
{
    private readonly TargetPart _part;
    private readonly ByteRegex _regex;
    private readonly LogFormatPlan _format;

    private ReplaceTargetAction(TargetPart part, ByteRegex regex, LogFormatPlan format)
    {
        _part = part;
        _regex = regex;
        _format = format;
    }

    internal static RuleAction? CreatePath(RuleArguments arguments) => Create(arguments, TargetPart.Path);

    internal static RuleAction? CreatePathAndQuery(RuleArguments arguments) => Create(arguments, TargetPart.PathAndQuery);

    internal static RuleAction? CreateUri(RuleArguments arguments) => Create(arguments, TargetPart.Uri);

    public override RuleVerdict Run(in SampleContext context)
    {
        Sample sample = default;
        sample.SetText(TargetEdit.Read(context.Request, _part));
        return RegexWord.TryExpand(_regex, _format, context, ref sample)
            ? TargetEdit.Write(context, _part, sample.Bytes)
            : RuleVerdict.Continue;
    }

    private static ReplaceTargetAction? Create(RuleArguments arguments, TargetPart part)
    {
        ByteRegex? regex = RegexWord.Read(arguments);
        LogFormatPlan? format = arguments.Failed ? null : arguments.Format(arguments.Action, FormatUse.Uri);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new ReplaceTargetAction(part, regex!, format!);
    }
}
