using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Actions;

/// <summary>What the replace-* actions share: a regular expression as a word of the rule, and a format with references to its groups.</summary>
internal static class RegexWord
{
    /// <summary>Null after an error.</summary>
    internal static ByteRegex? Read(RuleArguments arguments)
    {
        string pattern = arguments.Value(arguments.Action);
        if (arguments.Failed)
        {
            return null;
        }

        if (!ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error))
        {
            arguments.Reject($"'{pattern}' cannot be used: {error}");
        }

        return regex;
    }

    /// <summary>The format for the sample's first match, groups filled in; it takes the place of the whole text, as in HAProxy. False when nothing matches.</summary>
    internal static bool TryExpand(ByteRegex regex, LogFormatPlan format, in SampleContext context, ref Sample sample) =>
        regex.IsMatch(sample.Bytes) && RegexTemplate.TryExpand(regex, format.Render(context), context.Scratch, ref sample);
}
