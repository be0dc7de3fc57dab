using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.IO.Tls;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>Keys of session tickets from files (MGT 9.3), with the answers of HAProxy 2.6.</summary>
internal static class TicketKeyCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show tls-keys", "[id|*]", "show tls keys references or dump tls ticket keys when id specified", ControlLevel.Admin, Show),
        new("set ssl tls-key", "[id|file] <key>", "set the next TLS key for the <id> or <file> listener to <key>", ControlLevel.Admin, Set),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        IReadOnlyList<KeyValuePair<string, TicketKeysShared>> files = call.Plan.Tls?.TicketFiles ?? [];
        int only = call[0] is "" or "*" ? -1 : Find(files, call[0]);
        if (call[0] is not ("" or "*") && only < 0)
        {
            return call.Refuse("'show tls-keys' unable to locate referenced filename");
        }

        call.Page.Line(call.Count == 0 ? "# id (file)" : "# id secret");
        for (int i = 0; i < files.Count; i++)
        {
            if (only >= 0 && only != i)
            {
                continue;
            }

            call.Page.Text(call.Count == 0 ? "" : "# ").Number(i).Text(" (").Text(files[i].Key).Line(")");
            IReadOnlyList<string> keys = call.Count == 0 ? [] : files[i].Value.ToText();
            for (int k = 0; k < keys.Count; k++)
            {
                call.Page.Number(i).Text(".").Number(k).Text(" ").Line(keys[k]);
            }
        }

        return null;
    }

    private static IEnumerator<Slice>? Set(CommandCall call)
    {
        if (call.Count < 2)
        {
            return call.Refuse("'set ssl tls-key' expects a filename and the new TLS key in base64 encoding.");
        }

        IReadOnlyList<KeyValuePair<string, TicketKeysShared>> files = call.Plan.Tls?.TicketFiles ?? [];
        int place = Find(files, call[0]);
        if (place < 0)
        {
            return call.Refuse("'set ssl tls-key' unable to locate referenced filename");
        }

        byte[] key = new byte[call[1].Length];
        return Convert.TryFromBase64String(call[1], key, out int length) && files[place].Value.TryAdvance(key.AsSpan(0, length))
            ? call.Say(CommandCall.SeverityInfo, "TLS ticket key updated!")
            : call.Refuse("'set ssl tls-key' received invalid base64 encoded TLS key.");
    }

    /// <summary>By number behind a #, or by path; -1 when there is none.</summary>
    private static int Find(IReadOnlyList<KeyValuePair<string, TicketKeysShared>> files, string name)
    {
        if (name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number < files.Count ? number : -1;
        }

        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }
}
