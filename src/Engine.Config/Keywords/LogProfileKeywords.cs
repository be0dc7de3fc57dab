using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.LogProfileConfig>;
using StepRow = Engine.Config.Keywords.Row<Engine.Config.Model.LogProfileStepConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>log-profile</c> sections (CFG 8.3.5), and <c>log-steps</c>.</summary>
internal static class LogProfileKeywords
{
    private const SectionSet Home = SectionSet.LogProfile;
    private const SectionSet S = SectionSet.None;

    /// <summary>In the order of the bits of <see cref="LogSteps"/>; the last one means all of them.</summary>
    private static readonly string[] Steps = ["accept", "request", "connect", "response", "close", "error", "any"];

    private static readonly KeywordTable<LogProfileStepConfig> StepOptions = new(
    [
        StepRow.Built("drop", S, Grammar.None, "Nothing is written.", static (step, _) => step.Drops = true),
        StepRow.Built("format", S, Grammar.Of(Argument.Text("FORMAT")), "What the line says.", static (step, c) => step.Format = LogLines.ReadFormat(c)),
        StepRow.Built("sd", S, Grammar.Of(Argument.Text("FORMAT")), "Its structured data (RFC 5424).", static (step, c) => step.StructuredData = LogLines.ReadFormat(c)),
    ]);

    public static readonly KeywordTable<LogProfileConfig> Table = new(
    [
        Row.Built("log-tag", Home, Grammar.Of(Argument.Text("TEXT")), "The program's name in lines of this profile.", static (profile, c) => profile.Tag = c.Text()),
        Row.Built("on", Home, Grammar.Free, "What is written at a step: on accept|request|connect|response|close|error|any [drop] [format FORMAT] [sd FORMAT].", BuildStep),
    ]);

    /// <summary><c>log-steps</c>.</summary>
    public static void BuildSteps(ProxyBuilder proxy, KeywordCall call)
    {
        LogSteps steps = LogSteps.None;
        foreach (string name in call.Text().Split(','))
        {
            LogSteps step = name == "all" ? LogSteps.All : StepOf(name);
            if (step == LogSteps.None)
            {
                call.Error(call.Values[0].Word, $"there is no log step '{name}'", Suggest.Fix(name, [.. Steps, "all"]) ?? "write it as: log-steps accept,close");
                return;
            }

            steps |= step;
        }

        proxy.Proxy.LogSteps = steps;
        LogLines.Gate(call);
    }

    /// <summary>What can be judged when the sections of all files are known.</summary>
    public static void Check(GlobalConfig global, IEnumerable<IReadOnlyList<LogTargetConfig>> lines, DiagnosticBag diagnostics)
    {
        List<string> names = [];
        foreach (LogProfileConfig profile in global.LogProfiles)
        {
            names.Add(profile.Name);
        }

        HashSet<LogTargetConfig> seen = new(ReferenceEqualityComparer.Instance);
        foreach (IReadOnlyList<LogTargetConfig> targets in lines)
        {
            foreach (LogTargetConfig target in targets)
            {
                if (target.Profile is { } name && !names.Contains(name) && seen.Add(target))
                {
                    diagnostics.Error(target.Where, target.ProfileWord, $"there is no log profile '{name}'", Suggest.Fix(name, names) ?? $"declare it: log-profile {name}");
                }
            }
        }
    }

    private static void BuildStep(LogProfileConfig profile, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'on' needs a step", "write it as: on close format FORMAT");
            return;
        }

        string name = call.At.Words[call.First].Text;
        if (name is "tcp-req-conn" or "tcp-req-sess" or "tcp-req-cont" or "tcp-res-cont" or "http-req" or "http-res" or "http-after-res" or "quic-init")
        {
            // Those of the action do-log.
            call.NotSupported($"the log step '{name}'", call.First);
            return;
        }

        LogSteps which = StepOf(name);
        if (which == LogSteps.None)
        {
            call.Error(call.First, $"there is no log step '{name}'", Suggest.Fix(name, Steps) ?? "write it as: on close format FORMAT");
            return;
        }

        LogProfileStepConfig step = new() { Step = which };
        if (!OptionList.TryRead(StepOptions, step, call, call.First + 1, "on"))
        {
            return;
        }

        if (call.First + 1 >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'on {name}' says nothing", $"write it as: on {name} drop, or: on {name} format FORMAT");
            return;
        }

        profile.Steps = [.. profile.Steps, step];
        LogLines.Gate(call);
    }

    /// <summary>None for a word that is no step.</summary>
    private static LogSteps StepOf(string name)
    {
        int at = Array.IndexOf(Steps, name);
        return at < 0 ? LogSteps.None : name == "any" ? LogSteps.All : (LogSteps)(1 << at);
    }
}
