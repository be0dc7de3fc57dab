using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>Exchanges and sessions under way: listed and ended.</summary>
internal static class SessionListings
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show sess", "[id|all]", "report the list of current sessions or dump this exact session", ControlLevel.Operator, Show),
        new("shutdown session", "<id>", "kill a specific session", ControlLevel.Admin, Shutdown),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        if (call[0] is "" or "all" or "older" or "susp")
        {
            return Sessions.Write(call, isDetailed: call[0] == "all");
        }

        return TryNumber(call[0], out long number) ? Sessions.WriteOne(call, number) : call.Refuse("Session not found.");
    }

    private static IEnumerator<Slice>? Shutdown(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("Session pointer expected (use 'show sess').");
        }

        return TryNumber(call[0], out long number) ? Sessions.End(call, number) : call.Refuse("No such session (use 'show sess').");
    }

    private static bool TryNumber(string text, out long number)
    {
        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
