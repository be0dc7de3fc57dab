using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Tls;

namespace Engine.Stages.Commands;

/// <summary>crt-lists while running: looked at, lines added and removed (MGT 9.3). The files stay as they are.</summary>
internal static class CertificateListCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show ssl crt-list", "[-n] [<list>]", "show the list of crt-lists or the content of a crt-list file <list>", ControlLevel.Operator, Show),
        new("add ssl crt-list", "<list> <cert> [opts]*", "add to crt-list file <list> a line <cert> or a payload", ControlLevel.Admin, Add),
        new("del ssl crt-list", "<list> <cert[:line]>", "delete a line <cert> from crt-list file <list>", ControlLevel.Admin, Delete),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        bool numbered = call[0] == "-n";
        string list = numbered ? call[1] : call[0];
        if (list.Length == 0)
        {
            foreach (string name in call.Plan.Tls?.Certificates.Lists ?? [])
            {
                call.Page.Line(name);
            }

            return null;
        }

        if (call.Plan.Tls?.Certificates.EntriesOf(list) is not { } entries)
        {
            return call.Refuse("didn't find the specified filename");
        }

        call.Page.Text("# ").Line(list);
        return Write(call.Page, entries, numbered);
    }

    private static IEnumerator<Slice> Write(TextPage page, IReadOnlyList<TlsEntry> entries, bool numbered)
    {
        foreach (TlsEntry entry in entries)
        {
            page.Text(entry.Certificate.Path);
            if (numbered)
            {
                page.Raw((byte)':').Number(entry.Line);
            }

            if (entry.OptionsText.Length > 0)
            {
                page.Text(" [").Text(entry.OptionsText).Text("]");
            }

            foreach (string filter in entry.Filters)
            {
                page.Raw((byte)' ').Text(filter);
            }

            page.Raw((byte)'\n');
            yield return Slice.Next;
        }
    }

    /// <summary>The line stands behind the list's name, or it is the payload, which is where filters are possible.</summary>
    private static IEnumerator<Slice>? Add(CommandCall call)
    {
        string line = (call.Payload ?? call[1]).Trim();
        if (call[0].Length == 0 || line.Length == 0)
        {
            return call.Refuse("'add ssl crtlist' expects a filename and a certificate name");
        }

        if (CertificateCommands.Store(call) is not { } store)
        {
            return null;
        }

        if (line.Contains('\n', StringComparison.Ordinal))
        {
            return call.Refuse("Can't edit the crt-list: one line at a time.");
        }

        if (line.Contains('[', StringComparison.Ordinal))
        {
            return call.Refuse("Can't edit the crt-list: options in brackets need a reload, as those of the bind line are taken here.");
        }

        string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return store.TryAddToList(call[0], words[0], words[1..], out string? error)
            ? call.Say(CommandCall.SeverityNotice, $"Inserting certificate '{words[0]}' in crt-list '{call[0]}'.\nSuccess!")
            : call.Refuse("Can't edit the crt-list: " + error);
    }

    private static IEnumerator<Slice>? Delete(CommandCall call)
    {
        if (call[0].Length == 0 || call[1].Length == 0)
        {
            return call.Refuse("'del ssl crtlist' expects a filename and a certificate name");
        }

        if (CertificateCommands.Store(call) is not { } store)
        {
            return null;
        }

        string path = call[1];
        int colon = path.LastIndexOf(':');
        int number = 0;
        if (colon > 0 && int.TryParse(path.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            path = path[..colon];
        }

        return store.TryRemoveFromList(call[0], path, out string? error, number)
            ? call.Say(CommandCall.SeverityNotice, $"Entry '{path}' deleted in crtlist '{call[0]}'!")
            : call.Refuse("Can't delete the entry: " + error);
    }
}
