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

    private static readonly Dictionary<string, LogSteps> Steps = new()
    {
        ["accept"] = LogSteps.Accept,
        ["request"] = LogSteps.Request,
        ["connect"] = LogSteps.Connect,
        ["response"] = LogSteps.Response,
        ["close"] = LogSteps.Close,
        ["error"] = LogSteps.Error,
        ["any"] = LogSteps.All,
    };

    /// <summary>Those of the action do-log.</summary>
    private static readonly HashSet<string> ActionSteps = ["tcp-req-conn", "tcp-req-sess", "tcp-req-cont", "tcp-res-cont", "http-req", "http-res", "http-after-res", "quic-init"];

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
            if (name != "all" && !Steps.ContainsKey(name))
            {
                call.Error(call.Values[0].Word, $"there is no log step '{name}'", Suggest.Fix(name, [.. Steps.Keys, "all"]) ?? "write it as: log-steps accept,close");
                return;
            }

            steps |= name == "all" ? LogSteps.All : Steps[name];
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
        if (ActionSteps.Contains(name))
        {
            call.NotSupported($"the log step '{name}'", call.First);
            return;
        }

        if (!Steps.TryGetValue(name, out LogSteps which))
        {
            call.Error(call.First, $"there is no log step '{name}'", Suggest.Fix(name, [.. Steps.Keys]) ?? "write it as: on close format FORMAT");
            return;
        }

        LogProfileStepConfig step = new();
        if (!OptionList.TryRead(StepOptions, step, call, call.First + 1, "on"))
        {
            return;
        }

        if (call.First + 1 >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'on {name}' says nothing", $"write it as: on {name} drop, or: on {name} format FORMAT");
            return;
        }

        profile.Steps = new Dictionary<LogSteps, LogProfileStepConfig>(profile.Steps) { [which] = step };
        LogLines.Gate(call);
    }
}
