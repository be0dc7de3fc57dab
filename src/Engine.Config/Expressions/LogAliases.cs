using System;
using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>The names after <c>%</c> (CFG 8.2.6) and the letters of flags; which of them can be printed is the vocabulary's business.</summary>
internal static class LogAliases
{
    public static readonly IReadOnlyCollection<string> All = new HashSet<string>(
        ("o OG B CC CS H ID ST T Ta Tc Th Ti Tl Tq Tr TR Td Ts Tt Tu Tw U ac b bc bi bp bq ci cp f fc fi fp ft hr hrl hs hsl "
        + "HM HP HPO HQ HU HV lc ms pid r rc rt s sc si sp sq sslc sslv t tr trg trl ts tsc").Split(' '),
        StringComparer.Ordinal);

    public static bool IsKnown(string name, Vocabulary vocabulary) =>
        ((HashSet<string>)All).Contains(name) || Vocabulary.Has(vocabulary.LogAliases, name);

    /// <summary>Applies <c>+Q</c>, <c>-X</c> ...</summary>
    public static bool TryApplyFlag(string flag, ref LogFlags flags)
    {
        if (flag.Length < 2 || flag[0] is not ('+' or '-'))
        {
            return false;
        }

        LogFlags named = flag[1..] switch
        {
            "Q" => LogFlags.Quote,
            "X" => LogFlags.Hex,
            "E" => LogFlags.Escape,
            "bin" => LogFlags.Binary,
            "json" => LogFlags.Json,
            "cbor" => LogFlags.Cbor,
            _ => LogFlags.None,
        };
        flags = flag[0] == '+' ? flags | named : flags & ~named;
        return named != LogFlags.None;
    }
}
