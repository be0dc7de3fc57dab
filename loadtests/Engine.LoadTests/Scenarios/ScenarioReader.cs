using System;
using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>
/// Text in, a scenario or faults out. A file has sections, each begun by its keyword and ended by the next one's:
/// scenario, step (one or more), load, assert. Indentation means nothing.
/// </summary>
internal sealed class ScenarioReader
{
    private static readonly string[] Sections = ["scenario", "step", "load", "assert"];

    private readonly ScenarioDraft _draft;
    private readonly WordSplitter _splitter;
    private readonly FaultList _faults;
    private HashSet<string> _seen = [];
    private string _section = "";

    private ScenarioReader(Func<string, string?> variables, FaultList faults)
    {
        _faults = faults;
        _draft = new ScenarioDraft(faults);
        _splitter = new WordSplitter(variables, faults);
    }

    /// <param name="variables">What ${NAME} stands for; null for what is not set.</param>
    /// <param name="target">Replaces the file's own target.</param>
    /// <returns>Null exactly when <paramref name="faults"/> has any.</returns>
    public static Scenario? Read(string text, Func<string, string?> variables, Target? target, FaultList faults)
    {
        var reader = new ScenarioReader(variables, faults);
        reader._draft.Target = target;
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (reader._splitter.Split(number, line.ToString()) is { } statement)
            {
                reader.ReadLine(statement);
            }
        }

        return ScenarioChecks.Finish(reader._draft);
    }

    private void ReadLine(Statement line)
    {
        if (IsSection(line))
        {
            Begin(line);
            return;
        }

        switch (_section)
        {
            case "scenario":
                Directive.ReadLine(SettingDirectives.Table, line, _draft, _seen);
                break;
            case "step":
                Directive.ReadLine(StepDirectives.Table, line, _draft, _seen);
                break;
            case "load":
                Directive.ReadLine(LoadDirectives.Table, line, _draft, _seen);
                break;
            case "assert":
                AssertionReader.ReadLine(line, _draft);
                break;
            default:
                _faults.Add(line, line.Keyword, $"'{line.Keyword.Text}' stands in no section", "begin the file with: scenario NAME");
                break;
        }
    }

    /// <summary>"step" begins a section, and within the assert section a condition on one step.</summary>
    private bool IsSection(Statement line) =>
        Array.IndexOf(Sections, line.Keyword.Text) >= 0 && !(_section == "assert" && line.Keyword.Text == "step" && line.Words.Count > 2);

    private void Begin(Statement line)
    {
        _section = line.Keyword.Text;
        _seen = [];
        var reader = new LineReader(line, _faults) { Grammar = _section is "scenario" or "step" ? "NAME" : "" };
        if (_section == "scenario")
        {
            string name = reader.Take("the name of the scenario");
            if (_draft.Name is not null)
            {
                _faults.Add(line, line.Keyword, "a second scenario", "one file holds one scenario: move this one to a file of its own");
            }

            _draft.Name ??= name;
        }
        else if (_section == "step")
        {
            string name = reader.Take("the name of the step");
            int weight = reader.TryTake("weight") ? reader.TakeCount(1, 1_000_000) : 0;
            _draft.Steps.Add(new Step { Name = name, Weight = weight, Line = line });
        }

        reader.End();
    }
}
