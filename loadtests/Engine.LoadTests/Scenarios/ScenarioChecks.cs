using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>What can be judged only when the whole file is read: what is missing, what contradicts.</summary>
internal static class ScenarioChecks
{
    /// <summary>The scenario; null when it has faults.</summary>
    public static Scenario? Finish(ScenarioDraft draft)
    {
        CheckPresence(draft);
        CheckSteps(draft);
        CheckThinking(draft);
        CheckAssertions(draft);
        if (draft.Faults.All.Count > 0)
        {
            return null;
        }

        return new Scenario
        {
            Name = draft.Name!,
            Target = draft.Target!,
            KeepAlive = draft.KeepAlive,
            Pipeline = draft.Pipeline,
            TimeoutMs = draft.TimeoutMs,
            ThinkMinMs = draft.ThinkMinMs,
            ThinkMaxMs = draft.ThinkMaxMs,
            Connections = draft.Connections,
            Loops = draft.Loops,
            Steps = draft.Steps,
            Phases = WithWarmUp(draft),
            Assertions = draft.Assertions.ConvertAll(static entry => entry.Assertion),
        };
    }

    /// <summary>The warm-up holds what the first phase begins with, or ends with if it begins with nothing.</summary>
    private static List<Phase> WithWarmUp(ScenarioDraft draft)
    {
        if (draft.WarmUpNs == 0)
        {
            return draft.Phases;
        }

        Phase first = draft.Phases[0];
        double level = first.From > 0 ? first.From : first.To;
        return [first with { From = level, To = level, DurationNs = draft.WarmUpNs, Text = "warm up", IsMeasured = false }, .. draft.Phases];
    }

    private static void CheckPresence(ScenarioDraft draft)
    {
        FaultList faults = draft.Faults;
        if (draft.Name is null)
        {
            faults.AddMissing("there is no scenario section", "begin the file with: scenario NAME");
        }
        else if (draft.Target is null && faults.All.Count == 0)
        {
            faults.AddMissing("the scenario has no target", "write into its section: target http://HOST:PORT, or run with --target");
        }

        if (draft.Steps.Count == 0)
        {
            faults.AddMissing("there is no step", "add a section: step NAME, and below it: get /");
        }

        // Phases that were refused are no reason to ask for phases.
        if (draft.Phases.Count == 0 && faults.All.Count == 0)
        {
            faults.AddMissing("there is no load", "add a section: load, and below it: keep constant 64 during 10 s");
        }
    }

    private static void CheckSteps(ScenarioDraft draft)
    {
        bool isWeighted = draft.Steps.Count > 0 && draft.Steps[0].Weight > 0;
        var names = new HashSet<string>();
        foreach (Step step in draft.Steps)
        {
            if (!names.Add(step.Name))
            {
                draft.Faults.Add(step.Line!, step.Line!.Words[1], $"a second step is named '{step.Name}'", "reports tell steps apart by their names: choose another");
            }

            if (step.Weight > 0 != isWeighted)
            {
                draft.Faults.Add(
                    step.Line!, step.Line!.Keyword,
                    isWeighted ? "this step has no weight, others have" : "this step has a weight, others have none",
                    "give every step a weight to mix them, or none to take them in turn");
            }
        }
    }

    private static void CheckThinking(ScenarioDraft draft)
    {
        if (draft.ThinkLine is not { } line)
        {
            return;
        }

        if (draft.Pipeline > 1)
        {
            draft.Faults.Add(line, line.Keyword, "a pipelining connection does not think", "leave out think, or pipeline");
        }

        foreach (Phase phase in draft.Phases)
        {
            if (phase.Kind == PhaseKind.Inject)
            {
                draft.Faults.Add(line, line.Keyword, $"think has no meaning where a rate is injected ('{phase.Text}')", "leave out think: the rate says when requests are sent");
                return;
            }
        }
    }

    private static void CheckAssertions(ScenarioDraft draft)
    {
        List<string> names = draft.Steps.ConvertAll(static step => step.Name);
        foreach ((Assertion assertion, Statement line) in draft.Assertions)
        {
            if (assertion.Step is not null && !names.Contains(assertion.Step))
            {
                draft.Faults.Add(line, line.Words[1], $"there is no step '{assertion.Step}'", NearestWord.Fix(assertion.Step, names));
            }
        }

        if (!draft.KeepAlive && draft.PipelineLine is { } pipeline && draft.Pipeline > 1)
        {
            draft.Faults.Add(pipeline, pipeline.Keyword, "a connection per request cannot be pipelined", "leave out pipeline, or write: connection keep-alive");
        }
    }
}
