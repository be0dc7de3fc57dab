using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>The small change of messages: plurals, lists, "did you mean".</summary>
internal static class Spelling
{
    /// <summary>"did you mean 'bind'?", or null when nothing is near.</summary>
    public static string? Fix(string word, IEnumerable<string> candidates) =>
        Suggest.Nearest(word, candidates) is { } near ? $"did you mean '{near}'?" : null;

    /// <summary>"1 argument", "2 arguments".</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>"'a'", "'a' and 'b'", "'a', 'b' and 'c'"; with "or" for choices.</summary>
    public static string List(IReadOnlyList<string> names, string joiner)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < names.Count; i++)
        {
            text.Append(i == 0 ? "" : i == names.Count - 1 ? $" {joiner} " : ", ").Append('\'').Append(names[i]).Append('\'');
        }

        return text.ToString();
    }
}
