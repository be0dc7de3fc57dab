using System;
using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>One keyword of a section, as a row of its table.</summary>
/// <param name="Grammar">What follows the keyword.</param>
/// <param name="IsRepeatable">False: a second one in the same section is a mistake.</param>
/// <param name="Read">Takes the words that follow.</param>
internal sealed record Directive(string Name, string Grammar, bool IsRepeatable, Action<ScenarioDraft, LineReader> Read)
{
    /// <summary>Reads a line of a section. A keyword that is not in the table is a fault that names the nearest one that is.</summary>
    /// <param name="seen">Keywords that stood in this section already.</param>
    public static void ReadLine(IReadOnlyList<Directive> table, Statement line, ScenarioDraft draft, HashSet<string> seen)
    {
        foreach (Directive directive in table)
        {
            if (directive.Name != line.Keyword.Text)
            {
                continue;
            }

            if (!seen.Add(directive.Name) && !directive.IsRepeatable)
            {
                draft.Faults.Add(line, line.Keyword, $"'{directive.Name}' stands twice in this section", "leave one of them");
                return;
            }

            var reader = new LineReader(line, draft.Faults) { Grammar = directive.Grammar };
            directive.Read(draft, reader);
            reader.End();
            return;
        }

        var known = new List<string>();
        foreach (Directive directive in table)
        {
            known.Add(directive.Name);
        }

        draft.Faults.Add(line, line.Keyword, $"unknown keyword '{line.Keyword.Text}' in this section", NearestWord.Fix(line.Keyword.Text, known));
    }
}
