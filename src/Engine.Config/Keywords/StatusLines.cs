using System;
using System.Globalization;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>http-err-codes</c> and <c>http-fail-codes</c>: <c>[+-]FIRST[-LAST][,...]</c>, where the sign holds for all ranges of a word.</summary>
internal static class StatusLines
{
    public static readonly Grammar Grammar = Grammar.Of(Argument.Text("[+-]STATUSES").Repeated());

    public static void BuildErrors(GlobalBuilder global, KeywordCall call) => global.Config.ErrorStatuses = Read(call, global.Config.ErrorStatuses);

    public static void BuildFailures(GlobalBuilder global, KeywordCall call) => global.Config.FailureStatuses = Read(call, global.Config.FailureStatuses);

    /// <summary>A word without a sign replaces what was before it, on this line or another.</summary>
    private static StatusSet Read(KeywordCall call, StatusSet known)
    {
        StatusSet set = known;
        foreach (ArgumentValue value in call.Values)
        {
            bool isSigned = value.Text.StartsWith('+') || value.Text.StartsWith('-');
            set = isSigned ? set : new StatusSet();
            foreach (string range in value.Text[(isSigned ? 1 : 0)..].Split(','))
            {
                if (!TryReadRange(range, out int first, out int last))
                {
                    call.Error(value.Word, $"'{range}' is not a range of statuses between {StatusSet.First} and {StatusSet.Last}", $"write it as: {call.Name} 400-499 -404 +500,502");
                    return known;
                }

                set = set.With(first, last, isIn: !value.Text.StartsWith('-'));
            }
        }

        return set;
    }

    private static bool TryReadRange(string text, out int first, out int last)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        last = 0;
        return int.TryParse(dash < 0 ? text : text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(dash < 0 ? text : text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && first >= StatusSet.First && first <= last && last <= StatusSet.Last;
    }
}
