using System;
using System.Collections.Generic;

namespace Engine.Config.Text;

/// <summary>Finds the word that was probably meant.</summary>
public static class Suggest
{
    /// <summary>Longer words are configuration values, not misspelled keywords, and would only cost time.</summary>
    private const int WordCharsMax = 64;

    /// <summary>
    /// The candidate nearest to <paramref name="word"/>, or null when none is near: a third of its letters may differ (swapped
    /// neighbours count once), case counts for nothing, and the first of equals wins.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > WordCharsMax)
        {
            return null;
        }

        string? nearest = null;
        int distanceMin = Math.Max(word.Length, 3) / 3 + 1;
        foreach (string candidate in candidates)
        {
            int limit = distanceMin;
            if (candidate.Length > WordCharsMax || Math.Abs(candidate.Length - word.Length) >= limit)
            {
                continue;
            }

            int distance = Distance(word, candidate);
            if (distance < limit && distance < Math.Max(word.Length, candidate.Length))
            {
                nearest = candidate;
                distanceMin = distance;
            }
        }

        return nearest;
    }

    /// <summary>The sentence for a diagnostic's fix.</summary>
    public static string DidYouMean(string candidate) => $"did you mean '{candidate}'?";

    /// <summary><see cref="DidYouMean"/> for the nearest candidate, or null when none is near.</summary>
    public static string? Fix(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? DidYouMean(nearest) : null;

    /// <summary>Damerau-Levenshtein in its optimal string alignment form, on three rows.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> cells = stackalloc int[3 * (WordCharsMax + 1)];
        int width = b.Length + 1;
        Span<int> before = cells[..width];
        Span<int> last = cells.Slice(width, width);
        Span<int> row = cells.Slice(2 * width, width);
        for (int j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j < width; j++)
            {
                int cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            Span<int> oldest = before;
            before = last;
            last = row;
            row = oldest;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
