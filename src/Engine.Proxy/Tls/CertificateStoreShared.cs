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

    /// <summary>Names that were given without a certificate so far.</summary>
    private readonly HashSet<string> _empty = new(StringComparer.Ordinal);

    /// <summary>Certificates that servers are shown; what their connections are made of does not change.</summary>
    private readonly HashSet<string> _forServers = new(StringComparer.Ordinal);
    private readonly CertificateLists _lists = new();

    /// <summary>Paths whose certificate is another than the file's.</summary>
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stapled = new(StringComparer.Ordinal);

    /// <summary>The change that was begun and is neither committed nor aborted; null without.</summary>
    private TlsCertificate? _prepared;

    /// <summary>Paths for which <c>commit ssl cert</c> has put another certificate in place, in no order.</summary>
    public IReadOnlyList<string> ChangedPaths
    {
        get
        {
            lock (_changes)
            {
                return [.. _changed];
            }
        }
    }

    /// <summary>Paths whose OCSP response <c>set ssl ocsp-response</c> has replaced, in no order.</summary>
    internal IReadOnlyList<string> StapledPaths
    {
        get
        {
            lock (_changes)
            {
                return [.. _stapled];
            }
        }
    }

    /// <summary>Paths, in no order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_changes)
            {
                return [.. _certificates.Keys, .. _empty];
            }
        }
    }

    /// <summary>The path that a change is prepared for; null without.</summary>
    public string? PreparedPath
    {
        get
        {
            lock (_changes)
            {
                return _prepared?.Path;
            }
        }
    }

    /// <summary>crt-lists that listeners read.</summary>
    public IReadOnlyList<string> Lists
    {
        get
        {
            lock (_changes)
            {
                return _lists.Names;
            }
        }
    }

    /// <summary>Null when there is none, or none yet.</summary>
    public TlsCertificate? Find(string path)
    {
        lock (_changes)
        {
            return _certificates.GetValueOrDefault(path);
        }
    }

    /// <summary>What is prepared for that path; null when nothing is.</summary>
    public TlsCertificate? FindPrepared(string path)
    {
        lock (_changes)
        {
            return _prepared?.Path == path ? _prepared : null;
        }
    }

    /// <summary>True when there is a certificate of that path, or a name for one.</summary>
    public bool Has(string path)
    {
        lock (_changes)
        {
            return _certificates.ContainsKey(path) || _empty.Contains(path);
        }
    }

    /// <summary>True when a listener shows it to clients, or it is shown to servers.</summary>
    public bool IsUsed(string path)
    {
        lock (_changes)
        {
            return IsUsedLocked(path);
        }
    }

    /// <summary>The lines of a crt-list; null when no listener reads a list of that name.</summary>
    public IReadOnlyList<TlsEntry>? EntriesOf(string list)
    {
        lock (_changes)
        {
            return _lists.EntriesOf(list);
        }
    }

    /// <summary><c>new ssl cert PATH</c>: a name for a certificate to come. False when there is one of that name.</summary>
    public bool TryNew(string path)
    {
        lock (_changes)
        {
            return !_certificates.ContainsKey(path) && _empty.Add(path);
        }
    }

    /// <summary><c>del ssl cert PATH</c>: one that nobody uses.</summary>
    public bool TryRemove(string path, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            error = _prepared?.Path == path ? $"ongoing transaction for the certificate '{path}'"
                : IsUsedLocked(path) ? $"certificate '{path}' in use, can't be deleted!"
                : _empty.Remove(path) | _certificates.Remove(path) ? null
                : $"certificate '{path}' doesn't exist!";
            return error is null;
        }
    }

    /// <summary><c>set ssl cert PATH</c>: reads a part of a new version and keeps it for <see cref="TryCommit"/>.</summary>
    /// <param name="part">What it is.</param>
    /// <param name="content">A certificate without a key keeps that of the version before, and nothing else of it.</param>
    public bool TryPrepare(string path, CertificatePart part, byte[] content, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (_prepared is { } ongoing && ongoing.Path != path)
            {
                error = TransactionText.SetsAnother(ongoing.Path, path);
                return false;
            }

            if (!_certificates.TryGetValue(path, out TlsCertificate? known) && !_empty.Contains(path))
            {
                error = $"'{path}' is no certificate that is in use";
                return false;
            }

            if (_forServers.Contains(path))
            {
                error = $"'{path}' is what servers are shown, which only a reload changes";
                return false;
            }

            TlsCertificate? before = _prepared ?? known;
            if (before is null && part != CertificatePart.Certificate)
            {
                error = $"'{path}' has no certificate yet: it comes first";
                return false;
            }

            if (!(part == CertificatePart.Certificate
                ? TlsCertificate.TryLoad(new CertificateParts { Path = path, Pem = content }, isDraft: true, before, out TlsCertificate? certificate, out error)
                : CertificateDraft.TryReplace(before!, part, content, out certificate, out error)))
            {
                return false;
            }

            _prepared = certificate;
            return true;
        }
    }

    /// <summary><c>abort ssl cert PATH</c>. False when nothing was prepared for it.</summary>
    public bool TryAbort(string path, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            error = _prepared is null ? TransactionText.NoneToAbort : _prepared.Path == path ? null : TransactionText.AbortsAnother(_prepared.Path, path);
            _prepared = error is null ? null : _prepared;
            return error is null;
        }
    }

    /// <summary><c>commit ssl cert PATH</c>: from the next handshake on. What cannot be used stays prepared, and nothing has changed.</summary>
    public bool TryCommit(string path, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            if (_prepared is not { } certificate || certificate.Path != path)
            {
                error = _prepared is null ? TransactionText.NoneToCommit : TransactionText.SetsAnother(_prepared.Path, path);
                return false;
            }

            error = CertificateDraft.FaultOf(certificate);
            if (error is not null || !_lists.TryRenew(certificate, out error))
            {
                return false;
            }

            _prepared = null;
            _empty.Remove(path);
            _certificates[path] = certificate;
            _changed.Add(path);
            return true;
        }
    }

    /// <summary>Certificates that have an answer to staple, each with it.</summary>
    public IReadOnlyList<OcspAnswer> OcspAnswers
    {
        get
        {
            lock (_changes)
            {
                List<OcspAnswer> answers = [];
                foreach (TlsCertificate certificate in _certificates.Values)
                {
                    if (certificate.OcspResponse.Length > 0 && OcspAnswer.TryRead(certificate.OcspResponse, out OcspAnswer? answer, out _))
                    {
                        answers.Add(answer);
                    }
                }

                return answers;
            }
        }
    }

    /// <summary><c>set ssl ocsp-response</c>: stapled from the next handshake on, with every certificate it is about. False when it is about none that has one.</summary>
    public bool TryStaple(OcspAnswer answer, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            bool any = false;
            foreach (TlsCertificate certificate in (TlsCertificate[])[.. _certificates.Values])
            {
                if (certificate.OcspResponse.Length == 0 || !answer.IsAbout(certificate))
                {
                    continue;
                }

                TlsCertificate stapled = certificate.With(answer);
                if (!_lists.TryRenew(stapled, out error))
                {
                    return false;
                }

                _certificates[certificate.Path] = stapled;
                _stapled.Add(certificate.Path);
                any = true;
            }

            error = any ? null : "OCSP single response: Certificate ID does not match any certificate or issuer.";
            return any;
        }
    }

    /// <summary>What clients are verified against was replaced, on every listener.</summary>
    internal bool TryRenewTrust(IReadOnlyDictionary<TlsTrust, TlsTrust> renewed, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            return _lists.TryRenewTrust(renewed, out error);
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
                error = _lists.EntriesOf(list) is null ? $"crt-list '{list}' does not exist!" : $"certificate '{path}' {(_empty.Contains(path) ? "is empty" : "does not exist")}!";
                return false;
            }

            return _lists.TryAdd(list, certificate, filters, out error);
        }
    }

    /// <summary><c>del ssl crt-list</c>: they serve it no longer.</summary>
    /// <param name="line">Which line of the list; 0 = the only one with that certificate.</param>
    public bool TryRemoveFromList(string list, string path, [NotNullWhen(false)] out string? error, int line = 0)
    {
        lock (_changes)
        {
            error = _lists.EntriesOf(list) is null ? $"crt-list '{list}' does not exist!" : !_certificates.ContainsKey(path) ? $"certificate '{path}' does not exist!" : null;
            return error is null && _lists.TryRemove(list, path, line, out error);
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

    /// <summary>While the plan is compiled: servers are shown it.</summary>
    internal void UseForServers(string path) => _forServers.Add(path);

    internal void Add(TlsListenerShared listener)
    {
        lock (_changes)
        {
            _lists.Add(listener);
        }
    }

    private bool IsUsedLocked(string path) => _forServers.Contains(path) || _lists.IsUsed(path);
}
