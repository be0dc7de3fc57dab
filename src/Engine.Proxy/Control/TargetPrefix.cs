using System;
using System.Globalization;

namespace Engine.Proxy.Control;

/// <summary>
/// The words that clients of a master socket begin a line with (MGT 9.4): <c>@master</c>, <c>@1</c>, <c>@!PID</c>. There is one process
/// here, master and worker in one, so that all of them that name it mean it, and none changes anything.
/// </summary>
internal static class TargetPrefix
{
    private const char Mark = '@';

    /// <summary>True when the first word is such a prefix.</summary>
    internal static bool IsAt(ReadOnlySpan<string> words) => words[0].StartsWith(Mark);

    /// <summary>True when it names this process.</summary>
    internal static bool IsThisProcess(string prefix, int pid) => prefix switch
    {
        "@" or "@master" or "@1" => true,
        _ => prefix.StartsWith("@!", StringComparison.Ordinal) && prefix[2..] == pid.ToString(CultureInfo.InvariantCulture),
    };
}
