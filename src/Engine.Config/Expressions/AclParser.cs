using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>Parses what stands behind an ACL's name or between braces: sample, flags, patterns (CFG 7.1).</summary>
internal static class AclParser
{
    /// <summary>Parses words [first, end) of the statement.</summary>
    /// <returns>Null when an error was reported.</returns>
    public static AclTest? Parse(Statement at, int first, int end, ExpressionContext context)
    {
        if (first >= end || at.Words[first].Text.Length == 0)
        {
            context.Diagnostics.Error(at, Math.Min(first, at.Words.Count - 1), "an ACL needs a sample fetch", "name what to look at, such as path_beg or src");
            return null;
        }

        var text = new WordText(at, first, context);
        SampleExpression? sample = SampleParser.ParsePart(text, aclHead: true, out AclMatch? implied);
        if (sample is null)
        {
            return null;
        }

        if (!text.AtEnd)
        {
            text.Error(text.Position, text.Text.Length - text.Position, $"unexpected '{text.Text[text.Position..]}' after the sample expression", "converters are joined with commas, patterns stand apart: path,lower -m beg /api");
            return null;
        }

        if (implied is not null && sample.Converters.Count > 0)
        {
            // What the last converter gives decides, as in HAProxy: path,length is a number.
            if (implied != AclMatch.Text)
            {
                context.Diagnostics.Warning(at, first, $"behind a converter '{FirstName(text.Text)}' no longer says how to match", "say it with -m, such as -m beg");
            }

            implied = null;
        }

        var flags = new AclFlags(at, end, context);
        return flags.TryRead(first + 1) ? Finish(sample, implied, flags) : null;
    }

    private static AclTest? Finish(SampleExpression sample, AclMatch? implied, AclFlags flags)
    {
        AclMatch? match = flags.Match ?? implied ?? DefaultFor(sample.Kind);
        if (match is null)
        {
            flags.Error(flags.First - 1, $"'{sample.Fetch.Name}' does not say how to match", "say it with -m, such as -m str, -m beg or -m found");
            return null;
        }

        var patterns = new List<AclPattern>();
        foreach (AclPatternFile file in flags.Files)
        {
            if (!AclPatternFile.TryLoad(file, flags, patterns))
            {
                return null;
            }
        }

        return AclPatterns.TryRead(flags, match.Value, patterns)
            ? new AclTest(sample, match.Value, patterns, flags.UniqueId) { Files = flags.Files, IgnoreCase = flags.IgnoreCase, ResolveNames = flags.ResolveNames }
            : null;
    }

    private static AclMatch? DefaultFor(SampleKind kind) => kind switch
    {
        SampleKind.Boolean => AclMatch.Boolean,
        SampleKind.Integer => AclMatch.Integer,
        SampleKind.Address or SampleKind.IPv4 or SampleKind.IPv6 => AclMatch.Address,
        SampleKind.Text or SampleKind.Method => AclMatch.Text,
        _ => null,
    };

    private static string FirstName(string text)
    {
        int end = text.AsSpan().IndexOfAny('(', ',');
        return end < 0 ? text : text[..end];
    }
}
