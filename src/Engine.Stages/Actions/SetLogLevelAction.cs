using System;
using Engine.Config.Model;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-log-level</c>: the level of this exchange's log line, or none at all (CFG 4.4).</summary>
internal sealed class SetLogLevelAction(LogLevel? level) : RuleAction
{
    private const string Silent = "silent";

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string word = arguments.Value(arguments.Action);
        LogLevel level = default;
        if (!arguments.Failed && word != Silent && !Enum.TryParse(word, ignoreCase: true, out level))
        {
            arguments.Reject($"'{word}' is no log level", "the levels are emerg, alert, crit, err, warning, notice, info and debug, or silent for no line");
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetLogLevelAction(word == Silent ? null : level);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Exchange.Record.Level = level;
        context.Exchange.Record.IsSilent = level is null;
        return RuleVerdict.Continue;
    }
}
