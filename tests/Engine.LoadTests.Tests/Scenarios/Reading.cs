using System;
using System.Collections.Generic;
using System.IO;
using Engine.LoadTests.Scenarios;
using Xunit;

namespace Engine.LoadTests.Tests.Scenarios;

/// <summary>Reads scenario text as a test writes it.</summary>
internal static class Reading
{
    /// <summary>A valid file with one line put into one of its sections.</summary>
    public static string With(string setting = "", string step = "", string load = "", string assert = "") =>
        $"""
        scenario s
          target http://a:81
          {setting}
        step one
          get /
          {step}
        load
          {(load.Length > 0 ? load : "keep constant 1 during 1 s")}
        assert
          {assert}
        """;

    public static Scenario Valid(string text, params (string Name, string Value)[] variables)
    {
        var faults = new FaultList("t.load");
        Scenario? scenario = Read(text, faults, variables);
        Assert.True(scenario is not null, Render(faults));
        return scenario;
    }

    /// <summary>What is said about a file with faults, summary included.</summary>
    public static string Faults(string text, params (string Name, string Value)[] variables)
    {
        var faults = new FaultList("t.load");
        Assert.Null(Read(text, faults, variables));
        return Render(faults);
    }

    private static Scenario? Read(string text, FaultList faults, (string Name, string Value)[] variables)
    {
        var values = new Dictionary<string, string>();
        foreach ((string name, string value) in variables)
        {
            values[name] = value;
        }

        return ScenarioReader.Read(text, name => values.GetValueOrDefault(name), target: null, faults);
    }

    private static string Render(FaultList faults)
    {
        using var text = new StringWriter { NewLine = "\n" };
        faults.Write(text);
        return text.ToString();
    }
}
