using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Says what is wrong with a statement whose keyword was not found, and what was probably meant.</summary>
internal static class UnknownKeyword
{
    public static void Report<TTarget>(KeywordTable<TTarget> table, Statement at, int first, SectionPlace place, ReadContext context)
    {
        string prefix = at.Words[first].Text;
        IReadOnlyList<string> followers = table.Followers(prefix);
        if (followers.Count == 0)
        {
            ReportFirst(table, at, first, place, context);
            return;
        }

        int next = first + 1;
        while (next < at.Words.Count && table.Followers($"{prefix} {at.Words[next].Text}") is { Count: > 0 } further)
        {
            prefix += " " + at.Words[next++].Text;
            followers = further;
        }

        if (next >= at.Words.Count)
        {
            context.Diagnostics.ErrorAtEnd(at, $"'{prefix}' needs a further word", followers.Count > 12 ? null : $"it goes on with {Spelling.List(Sorted(followers), "or")}");
            return;
        }

        string word = at.Words[next].Text;
        string? fix = Suggest.Fix(word, followers) ?? (followers.Count > 12 ? null : $"'{prefix}' goes on with {Spelling.List(Sorted(followers), "or")}");
        context.Diagnostics.Error(at, next, $"unknown {prefix} '{word}'", fix);
    }

    private static void ReportFirst<TTarget>(KeywordTable<TTarget> table, Statement at, int first, SectionPlace place, ReadContext context)
    {
        string word = at.Words[first].Text;
        string section = place.Kind == SectionSet.Global ? "the global" : $"a {SectionNames.Of(place.Kind)}";
        string message = $"unknown keyword '{word}' in {SectionNames.Of(place.Kind)} section";
        if (place.HasElsewhere(word) is { } home)
        {
            context.Diagnostics.Error(at, first, $"'{word}' cannot stand in {section} section", $"it belongs in {home}");
            return;
        }

        var candidates = new List<string>();
        foreach (Keyword<TTarget> keyword in table.All)
        {
            int space = keyword.Name.IndexOf(' ', StringComparison.Ordinal);
            if ((keyword.Sections & place.Kind) != 0)
            {
                candidates.Add(space < 0 ? keyword.Name : keyword.Name[..space]);
            }
        }

        string? near = Suggest.Nearest(word, [.. candidates, .. SectionNames.All]);
        context.Diagnostics.Error(at, first, message, near is null ? MissingFirstWord(table, word) : Suggest.DidYouMean(near));
    }

    /// <summary>"httplog" alone: the word in front of it was forgotten.</summary>
    private static string? MissingFirstWord<TTarget>(KeywordTable<TTarget> table, string word)
    {
        foreach (string name in table.Names)
        {
            if (name.EndsWith(" " + word, StringComparison.Ordinal))
            {
                return Suggest.DidYouMean(name);
            }
        }

        return null;
    }

    private static List<string> Sorted(IReadOnlyList<string> names)
    {
        var sorted = new List<string>(names);
        sorted.Sort(StringComparer.Ordinal);
        return sorted;
    }
}
