using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>
/// Certificates by the path they were loaded from, and who uses them: what <c>set ssl cert</c> and <c>commit ssl cert</c> act on.
/// A change is prepared first and then takes effect at once on all listeners; connections that exist keep what they have. Any thread.
/// </summary>
public sealed class CertificateStoreShared
{
    private readonly Lock _changes = new();
    private readonly Dictionary<string, TlsCertificate> _certificates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TlsCertificate> _prepared = new(StringComparer.Ordinal);
    private readonly List<TlsListenerShared> _listeners = [];

    /// <summary>Paths, in no order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_changes)
            {
                return [.. _certificates.Keys];
            }
        }
    }

    public TlsCertificate? Find(string path)
    {
        lock (_changes)
        {
            return _certificates.GetValueOrDefault(path);
        }
    }

    /// <summary><c>set ssl cert PATH</c>: checks a new version and keeps it for <see cref="TryCommit"/>.</summary>
    /// <param name="pem">Certificate, those that lead up from it, and key. Without a key that of the present version is kept.</param>
    public bool TryPrepare(string path, byte[] pem, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (!_certificates.ContainsKey(path))
            {
                error = $"'{path}' is no certificate that is in use";
                return false;
            }

            if (!TlsCertificate.TryLoad(new CertificateParts { Path = path, Pem = pem }, out TlsCertificate? certificate, out error))
            {
                return false;
            }

            _prepared[path] = certificate;
            return true;
        }
    }

    /// <summary><c>abort ssl cert PATH</c>. False when nothing was prepared.</summary>
    public bool TryAbort(string path)
    {
        lock (_changes)
        {
            return _prepared.Remove(path);
        }
    }

    /// <summary><c>commit ssl cert PATH</c>: from the next handshake on.</summary>
    public bool TryCommit(string path, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (!_prepared.Remove(path, out TlsCertificate? certificate))
            {
                error = $"nothing is prepared for '{path}'";
                return false;
            }

            error = null;
            foreach (TlsListenerShared listener in _listeners)
            {
                if (!listener.TryRenew(certificate, out error))
                {
                    return false;
                }
            }

            _certificates[path] = certificate;
            return true;
        }
    }

    /// <summary><c>new ssl cert</c> and <c>commit</c> in one: a certificate that no listener uses yet.</summary>
    public bool TryAdd(CertificateParts parts, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (!TlsCertificate.TryLoad(parts, out TlsCertificate? certificate, out error))
            {
                return false;
            }

            if (!_certificates.TryAdd(parts.Path, certificate))
            {
                error = $"'{parts.Path}' is in use already";
                return false;
            }

            return true;
        }
    }

    /// <summary><c>add ssl crt-list</c>: listeners that read that list serve a certificate of the store more.</summary>
    /// <param name="filters">SNI filters; empty = the names in the certificate.</param>
    public bool TryAddToList(string list, string path, IReadOnlyList<string> filters, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (!_certificates.TryGetValue(path, out TlsCertificate? certificate))
            {
                error = $"there is no certificate '{path}'";
                return false;
            }

            return TryChangeLists(list, entries => [.. entries, entries[^1] with { Certificate = certificate, Filters = filters, List = list }], out error);
        }
    }

    /// <summary><c>del ssl crt-list</c>: they serve it no longer.</summary>
    public bool TryRemoveFromList(string list, string path, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            return TryChangeLists(list, entries => entries.FindAll(entry => entry.List != list || entry.Certificate.Path != path), out error);
        }
    }

    /// <summary>While the plan is compiled: the certificate of that path, loaded once.</summary>
    internal bool TryGetOrLoad(CertificateFiles files, string path, [NotNullWhen(true)] out TlsCertificate? certificate, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (_certificates.TryGetValue(path, out certificate))
        {
            return true;
        }

        if (!files.TryRead(path, out CertificateParts? parts, out error) || !TlsCertificate.TryLoad(parts, out certificate, out error))
        {
            return false;
        }

        _certificates[path] = certificate;
        return true;
    }

    internal void Add(TlsListenerShared listener)
    {
        lock (_changes)
        {
            _listeners.Add(listener);
        }
    }

    private bool TryChangeLists(string list, Func<List<TlsEntry>, List<TlsEntry>> change, [NotNullWhen(false)] out string? error)
    {
        error = $"no listener reads the list '{list}'";
        bool found = false;
        foreach (TlsListenerShared listener in _listeners)
        {
            List<TlsEntry> entries = [.. listener.Entries];
            if (!entries.Exists(entry => entry.List == list))
            {
                continue;
            }

            found = true;
            if (!listener.TryReplace(change(entries), out error))
            {
                return false;
            }
        }

        return found;
    }
}
