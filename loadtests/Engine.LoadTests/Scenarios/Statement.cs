using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>A line that says something.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Text">As written.</param>
/// <param name="Words">At least one.</param>
internal sealed record Statement(int Line, string Text, IReadOnlyList<Word> Words)
{
    public Word Keyword => Words[0];

    /// <summary>The words with one blank between them: how reports name a phase or an assertion.</summary>
    public string Spoken
    {
        get
        {
            var words = new List<string>(Words.Count);
            foreach (Word word in Words)
            {
                words.Add(word.Text);
            }

            return string.Join(' ', words);
        }
    }
}
