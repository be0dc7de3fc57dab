using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>
/// The listeners of a plan and the crt-lists that they read. A change is made on all listeners of a list or, when one of them cannot
/// take it, on none. Under the lock of the store.
/// </summary>
internal sealed class CertificateLists
{
    private readonly List<TlsListenerShared> _listeners = [];

    /// <summary>In the order in which they are read first.</summary>
    internal IReadOnlyList<string> Names
    {
        get
        {
            List<string> names = [];
            foreach (TlsListenerShared listener in _listeners)
            {
                foreach (string list in listener.Lists)
                {
                    if (!names.Contains(list))
                    {
                        names.Add(list);
                    }
                }
            }

            return names;
        }
    }

    internal void Add(TlsListenerShared listener) => _listeners.Add(listener);

    internal bool IsUsed(string path)
    {
        foreach (TlsListenerShared listener in _listeners)
        {
            foreach (TlsEntry entry in listener.Entries)
            {
                if (entry.Certificate.Path == path)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Null when nobody reads it.</summary>
    internal IReadOnlyList<TlsEntry>? EntriesOf(string list)
    {
        TlsListenerShared? reader = _listeners.Find(listener => listener.Lists.Contains(list));
        return reader is null ? null : [.. new List<TlsEntry>(reader.Entries).FindAll(entry => entry.List == list)];
    }

    /// <summary>A new version of a certificate, wherever it is used.</summary>
    internal bool TryRenew(TlsCertificate certificate, [NotNullWhen(false)] out string? error) =>
        TryChange(
            static _ => true,
            (_, entries) => entries.Exists(entry => entry.Certificate.Path == certificate.Path)
                ? entries.ConvertAll(entry => entry.Certificate.Path == certificate.Path ? entry with { Certificate = certificate } : entry)
                : entries,
            out error);

    /// <summary>New authorities or revocation lists, wherever the old ones are used.</summary>
    internal bool TryRenewTrust(IReadOnlyDictionary<TlsTrust, TlsTrust> renewed, [NotNullWhen(false)] out string? error)
    {
        bool Concerns(TlsEntry entry) => (entry.Trust is not null && renewed.ContainsKey(entry.Trust)) || (entry.Told is not null && renewed.ContainsKey(entry.Told));
        TlsEntry Renew(TlsEntry entry) => entry with
        {
            Trust = entry.Trust is null ? null : renewed.GetValueOrDefault(entry.Trust, entry.Trust),
            Told = entry.Told is null ? null : renewed.GetValueOrDefault(entry.Told, entry.Told),
        };
        if (!TryChange(static _ => true, (_, entries) => entries.Exists(Concerns) ? entries.ConvertAll(Renew) : entries, out error))
        {
            return false;
        }

        foreach (TlsListenerShared listener in _listeners)
        {
            listener.Basis = listener.Basis is null ? null : Renew(listener.Basis);
        }

        return true;
    }

    internal bool TryAdd(string list, TlsCertificate certificate, IReadOnlyList<string> filters, [NotNullWhen(false)] out string? error)
    {
        int line = 0;
        foreach (TlsEntry entry in EntriesOf(list) ?? [])
        {
            line = Math.Max(line, entry.Line);
        }

        error = $"crt-list '{list}' does not exist!";
        bool found = false;
        foreach (TlsListenerShared listener in _listeners)
        {
            found |= listener.Lists.Contains(list);
            if (listener.Lists.Contains(list) && listener.Basis is null)
            {
                error = "a bind line that reads it verifies clients and leaves it to the lines of the list against what";
                return false;
            }
        }

        return found && TryChange(
            listener => listener.Lists.Contains(list),
            (listener, entries) => [.. entries, listener.Basis! with { Certificate = certificate, Filters = filters, List = list, Line = line + 1 }],
            out error);
    }

    internal bool TryRemove(string list, string path, int line, [NotNullWhen(false)] out string? error)
    {
        List<TlsEntry> lines = [.. EntriesOf(list) ?? []];
        lines = lines.FindAll(entry => entry.Certificate.Path == path);
        string numbers = string.Join(", ", lines.ConvertAll(static entry => entry.Line.ToString(CultureInfo.InvariantCulture)));
        error = lines.Count == 0 ? $"certificate '{path}' not found in the crt-list '{list}'!"
            : line == 0 && lines.Count > 1 ? $"found the certificate '{path}' in several entries, please specify a line number preceded by colons ({numbers})!"
            : line != 0 && !lines.Exists(entry => entry.Line == line) ? $"found a certificate '{path}' but the line number is incorrect, please specify a correct line number preceded by colons ({numbers})!"
            : null;
        if (error is not null)
        {
            return false;
        }

        line = line == 0 ? lines[0].Line : line;
        foreach (TlsListenerShared listener in _listeners)
        {
            if (listener.Entries[0] is { } first && first.List == list && first.Line == line && first.Certificate.Path == path)
            {
                error = $"certificate '{path}' cannot be deleted, it is used as default certificate";
                return false;
            }
        }

        return TryChange(
            listener => listener.Lists.Contains(list),
            (_, entries) => entries.FindAll(entry => entry.List != list || entry.Line != line || entry.Certificate.Path != path),
            out error);
    }

    private bool TryChange(Predicate<TlsListenerShared> concerns, Func<TlsListenerShared, List<TlsEntry>, List<TlsEntry>> change, [NotNullWhen(false)] out string? error)
    {
        error = null;
        List<(TlsListenerShared Listener, IReadOnlyList<TlsEntry> Before)> changed = [];
        foreach (TlsListenerShared listener in _listeners)
        {
            List<TlsEntry> entries = [.. listener.Entries];
            List<TlsEntry> next = concerns(listener) ? change(listener, entries) : entries;
            if (ReferenceEquals(next, entries))
            {
                continue;
            }

            changed.Add((listener, listener.Entries));
            if (!listener.TryReplace(next, out error))
            {
                changed.ForEach(static one => one.Listener.TryReplace(one.Before, out _));
                return false;
            }
        }

        return true;
    }
}
