using System;

namespace Engine.Proxy.Health;

/// <summary>Names, descriptions and meanings of check statuses (semantics section 9).</summary>
public static class CheckStatuses
{
    private static readonly Row[] Rows =
    [
        new("UNK", "Unknown", CheckResult.Unknown),
        new("INI", "Initializing", CheckResult.Unknown),
        new("", "", CheckResult.Unknown),
        new("CHECKED", "No status change", CheckResult.Neutral),
        new("HANA", "Health analyze", CheckResult.Failed),
        new("SOCKERR", "Socket error", CheckResult.Failed),
        new("L4OK", "Layer4 check passed", CheckResult.Passed),
        new("L4TOUT", "Layer4 timeout", CheckResult.Failed),
        new("L4CON", "Layer4 connection problem", CheckResult.Failed),
        new("L6OK", "Layer6 check passed", CheckResult.Passed),
        new("L6TOUT", "Layer6 timeout", CheckResult.Failed),
        new("L6RSP", "Layer6 invalid response", CheckResult.Failed),
        new("L7TOUT", "Layer7 timeout", CheckResult.Failed),
        new("L7RSP", "Layer7 invalid response", CheckResult.Failed),
        new("", "", CheckResult.Unknown),
        new("L7OK", "Layer7 check passed", CheckResult.Passed),
        new("L7OKC", "Layer7 check conditionally passed", CheckResult.PassedForNow),
        new("L7STS", "Layer7 wrong status", CheckResult.Failed),
        new("PROCERR", "External check error", CheckResult.Failed),
        new("PROCTOUT", "External check timeout", CheckResult.Failed),
        new("PROCOK", "External check passed", CheckResult.Passed),
    ];

    /// <summary>As it stands on the statistics: "L7OK"; "" for those that never stay.</summary>
    public static string NameOf(CheckStatus status) => Rows[(int)status].Name;

    /// <summary>As it stands in messages: "Layer7 check passed".</summary>
    public static string TextOf(CheckStatus status) => Rows[(int)status].Text;

    public static CheckResult ResultOf(CheckStatus status) => Rows[(int)status].Result;

    /// <summary>A status by its name, as <c>ok-status</c> and its kin take it.</summary>
    public static bool TryFind(string name, out CheckStatus status)
    {
        int index = name.Length == 0 ? -1 : Array.FindIndex(Rows, row => row.Name == name);
        status = (CheckStatus)Math.Max(0, index);
        return index >= 0;
    }

    private sealed record Row(string Name, string Text, CheckResult Result);
}
