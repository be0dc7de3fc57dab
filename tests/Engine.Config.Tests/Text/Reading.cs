using System.Collections.Generic;
using System.Text;
using Engine.Config.Conditions;
using Engine.Config.Text;

namespace Engine.Config.Tests.Text;

/// <summary>What a text reads as: its statements, one to a line with <c>|</c> between words, and the rendered findings.</summary>
internal sealed class Reading
{
    private Reading(string words, DiagnosticBag diagnostics, IReadOnlyList<Statement> statements)
    {
        Words = words;
        Diagnostics = diagnostics;
        Statements = statements;
    }

    public string Words { get; }

    public DiagnosticBag Diagnostics { get; }

    public IReadOnlyList<Statement> Statements { get; }

    public string Report => DiagnosticRenderer.Render(Diagnostics);

    /// <param name="text">The file "haproxy.cfg"; a final line feed is added.</param>
    /// <param name="variables">NAME=value.</param>
    public static Reading Of(string text, params string[] variables) => Exactly(text + "\n", EngineFeatures.None, variables);

    public static Reading With(EngineFeatures engine, string text, params string[] variables) => Exactly(text + "\n", engine, variables);

    public static Reading Exactly(string text, params string[] variables) => Exactly(text, EngineFeatures.None, variables);

    public static ConfigEnvironment Environment(params string[] variables)
    {
        var environment = new ConfigEnvironment();
        foreach (string variable in variables)
        {
            string[] parts = variable.Split('=', 2);
            environment.Set(parts[0], parts[1]);
        }

        return environment;
    }

    private static Reading Exactly(string text, EngineFeatures engine, string[] variables)
    {
        var diagnostics = new DiagnosticBag();
        var reader = new StatementReader(Environment(variables), diagnostics, engine);
        return Collect(reader, reader.ReadText("haproxy.cfg", text));
    }

    public static Reading Collect(StatementReader reader, IEnumerable<Statement> statements)
    {
        var words = new StringBuilder();
        var all = new List<Statement>();
        foreach (Statement statement in statements)
        {
            all.Add(statement);
            words.Append(words.Length == 0 ? "" : "\n");
            for (int i = 0; i < statement.Words.Count; i++)
            {
                words.Append(i == 0 ? "" : "|").Append(statement.Words[i].Text);
            }
        }

        return new Reading(words.ToString(), reader.Diagnostics, all);
    }
}
