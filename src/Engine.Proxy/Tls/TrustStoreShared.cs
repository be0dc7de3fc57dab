using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Threading;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>
/// Files of authorities and of revocation lists by their paths, and what is verified against them: what <c>set ssl ca-file</c>,
/// <c>set ssl crl-file</c> and their commits act on. A change is prepared first and then holds for every handshake from then on. Any thread.
/// </summary>
/// <param name="certificates">Knows the listeners.</param>
public sealed class TrustStoreShared(CertificateStoreShared certificates)
{
    private readonly Lock _changes = new();
    private readonly List<TlsTrustFile> _files = [];

    /// <summary>Changes that were begun and are neither committed nor aborted: one of each kind at most.</summary>
    private readonly List<TlsTrustFile> _prepared = [];
    private readonly HashSet<TlsTrustFile> _committed = [];
    private readonly List<Use> _uses = [];
    private readonly List<TlsServerPlan> _servers = [];

    /// <summary>Files of that kind, in the order in which they were read or made.</summary>
    public IReadOnlyList<TlsTrustFile> Files(bool isRevocation)
    {
        lock (_changes)
        {
            return _files.FindAll(file => file.IsRevocation == isRevocation);
        }
    }

    /// <summary>Files of that kind that a commit has put in place of those on disk.</summary>
    internal IReadOnlyList<TlsTrustFile> Changed(bool isRevocation)
    {
        lock (_changes)
        {
            return _files.FindAll(file => file.IsRevocation == isRevocation && _committed.Contains(file));
        }
    }

    /// <summary>What is prepared of that kind; null without.</summary>
    public TlsTrustFile? Prepared(bool isRevocation)
    {
        lock (_changes)
        {
            return Ongoing(isRevocation);
        }
    }

    /// <summary>True when somebody is verified against it.</summary>
    public bool IsUsed(string path, bool isRevocation)
    {
        lock (_changes)
        {
            return _uses.Exists(use => use.PathsOf(isRevocation).Contains(path));
        }
    }

    /// <summary><c>new ssl ca-file PATH</c>. False when there is one of that name.</summary>
    public bool TryNew(string path, bool isRevocation)
    {
        lock (_changes)
        {
            if (Find(_files, path, isRevocation) is not null)
            {
                return false;
            }

            _files.Add(new TlsTrustFile(path, isRevocation, []));
            return true;
        }
    }

    /// <summary><c>del ssl ca-file PATH</c>: one that nobody uses. False when it is used, or not there.</summary>
    public bool TryRemove(string path, bool isRevocation)
    {
        lock (_changes)
        {
            return !_uses.Exists(use => use.PathsOf(isRevocation).Contains(path)) && _files.RemoveAll(file => file.Path == path && file.IsRevocation == isRevocation) > 0;
        }
    }

    /// <summary><c>set ssl ca-file PATH</c>: keeps a new version for <see cref="TryCommit"/>. False when it holds nothing of its kind, or another file's turn is not over.</summary>
    /// <param name="isUpdate">True when something was prepared for it before.</param>
    public bool TryPrepare(string path, bool isRevocation, string pem, out bool isUpdate, [NotNullWhen(false)] out string? error)
    {
        byte[] content = Encoding.Latin1.GetBytes(pem);
        KeyValuePair<string, byte[]>[] text = [new(path, content)];
        lock (_changes)
        {
            TlsTrustFile? ongoing = Ongoing(isRevocation);
            isUpdate = ongoing?.Path == path;
            error = ongoing is not null && !isUpdate ? TransactionText.SetsAnother(ongoing.Path, path)
                : Find(_files, path, isRevocation) is null ? $"Can't replace a {(isRevocation ? "CRL" : "CA")} file which is not referenced by the configuration!"
                : TlsTrust.TryLoad(isRevocation ? [] : text, isRevocation ? text : [], out _, out _) ? null
                : "Invalid payload";
            if (error is not null)
            {
                return false;
            }

            _prepared.RemoveAll(file => file.IsRevocation == isRevocation);
            _prepared.Add(new TlsTrustFile(path, isRevocation, content));
            return true;
        }
    }

    /// <summary><c>abort ssl ca-file PATH</c>. False when nothing was prepared for it.</summary>
    public bool TryAbort(string path, bool isRevocation, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            TlsTrustFile? ongoing = Ongoing(isRevocation);
            error = ongoing is null ? TransactionText.NoneToAbort : ongoing.Path == path ? null : TransactionText.AbortsAnother(ongoing.Path, path);
            return error is null && _prepared.Remove(ongoing!);
        }
    }

    /// <summary><c>commit ssl ca-file PATH</c>. What cannot be used stays prepared, and nothing has changed.</summary>
    public bool TryCommit(string path, bool isRevocation, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            error = null;
            if (Ongoing(isRevocation) is not { } next || next.Path != path)
            {
                error = Ongoing(isRevocation) is { } other ? TransactionText.SetsAnother(other.Path, path) : TransactionText.NoneToCommit;
                return false;
            }

            int place = _files.FindIndex(file => file.Path == path && file.IsRevocation == isRevocation);
            List<TlsTrustFile> after = [.. _files];
            after[place] = next;
            Dictionary<TlsTrust, TlsTrust> renewed = [];
            foreach (Use use in _uses.FindAll(use => use.PathsOf(isRevocation).Contains(path)))
            {
                if (!TlsTrust.TryLoad(TextsOf(after, use.Authorities, false), TextsOf(after, use.Lists, true), out TlsTrust? trust, out error))
                {
                    return false;
                }

                renewed[use.Trust] = trust;
            }

            if (!certificates.TryRenewTrust(renewed, out error))
            {
                return false;
            }

            _servers.ForEach(server => server.Renew(renewed));
            _uses.ForEach(use => use.Trust = renewed.GetValueOrDefault(use.Trust, use.Trust));
            _files[place] = next;
            _prepared.Remove(next);
            _committed.Add(next);
            return true;
        }
    }

    /// <summary>While the plan is compiled: a file was read; each is known once.</summary>
    internal void Note(TlsTrustFile file)
    {
        if (Find(_files, file.Path, file.IsRevocation) is null)
        {
            _files.Add(file);
        }
    }

    /// <summary>While the plan is compiled: what was made of which files.</summary>
    internal void Note(TlsTrust trust, IReadOnlyList<KeyValuePair<string, byte[]>> authorities, IReadOnlyList<KeyValuePair<string, byte[]>> lists) =>
        _uses.Add(new Use(trust, [.. Paths(authorities)], [.. Paths(lists)]));

    /// <summary>While the plan is compiled: a server that is verified.</summary>
    internal void Add(TlsServerPlan server) => _servers.Add(server);

    private TlsTrustFile? Ongoing(bool isRevocation) => _prepared.Find(file => file.IsRevocation == isRevocation);

    private static IEnumerable<string> Paths(IReadOnlyList<KeyValuePair<string, byte[]>> texts)
    {
        foreach ((string path, _) in texts)
        {
            yield return path;
        }
    }

    private static TlsTrustFile? Find(List<TlsTrustFile> files, string path, bool isRevocation) =>
        files.Find(file => file.Path == path && file.IsRevocation == isRevocation);

    private static List<KeyValuePair<string, byte[]>> TextsOf(List<TlsTrustFile> files, List<string> paths, bool isRevocation) =>
        paths.ConvertAll(path => new KeyValuePair<string, byte[]>(path, Find(files, path, isRevocation)!.Pem));

    private sealed class Use(TlsTrust trust, List<string> authorities, List<string> lists)
    {
        internal TlsTrust Trust { get; set; } = trust;

        internal List<string> Authorities { get; } = authorities;

        internal List<string> Lists { get; } = lists;

        internal List<string> PathsOf(bool isRevocation) => isRevocation ? Lists : Authorities;
    }
}
