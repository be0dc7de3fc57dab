using System;
using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearestWord
{
    private const int WordCharsMax = 32;

    /// <summary>"did you mean 'X'?", or the list of what there is when nothing is near.</summary>
    public static string Fix(string word, IReadOnlyCollection<string> known)
    {
        string? nearest = null;
        int least = Math.Max(word.Length, 3) / 3 + 1;
        foreach (string candidate in known)
        {
            if (word.Length <= WordCharsMax && candidate.Length <= WordCharsMax && Distance(word, candidate) is int distance
                && distance < least && distance < Math.Max(word.Length, candidate.Length))
            {
                nearest = candidate;
                least = distance;
            }
        }

        return nearest is not null ? $"did you mean '{nearest}'?" : "there is: " + string.Join(", ", known);
    }

    /// <summary>Levenshtein on one row; case counts for nothing.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[WordCharsMax + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                int cell = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost);
                diagonal = row[j];
                row[j] = cell;
            }
        }

        return row[b.Length];
    }
}
