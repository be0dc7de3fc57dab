using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>What one run of the reader shares: the vocabulary, the findings, the environment, the files.</summary>
internal sealed class ReadContext(Vocabulary vocabulary, DiagnosticBag diagnostics, SideFiles files, StatementReader reader)
{
    public Vocabulary Vocabulary { get; } = vocabulary;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    public SideFiles Files { get; } = files;

    /// <summary>Its environment is what <c>setenv</c> changes, its section name what <c>.SECTION</c> stands for.</summary>
    public StatementReader Reader { get; } = reader;

    public ExpressionContext Expressions { get; } = new(vocabulary, diagnostics, files);

    /// <summary>The one wording for what the language has and the engine does not have yet.</summary>
    /// <param name="what">The word with its quotes, or a phrase: "'stick-table'".</param>
    public void NotSupported(Statement at, int word, string what) =>
        Diagnostics.Error(at, word, $"{what} is known, but not supported yet");

    /// <summary>The same for several words of one line, in one finding.</summary>
    /// <param name="words">Indices in the statement; at least one.</param>
    public void NotSupported(Statement at, IReadOnlyList<int> words)
    {
        var names = new List<string>(words.Count);
        foreach (int word in words)
        {
            if (!names.Contains(at.Words[word].Text))
            {
                names.Add(at.Words[word].Text);
            }
        }

        Diagnostics.Error(at, words[0], $"{Spelling.List(names, "and")} {(names.Count == 1 ? "is" : "are")} known, but not supported yet");
    }
}
