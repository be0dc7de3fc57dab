using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Engine.Config;
using Engine.Config.Model;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>
/// The certificates of <c>crt-store</c> sections by what <c>crt</c> options call them. One without an alias in a section without a name
/// is known by its path, as if it were named by that alone. Only the files that its line names are read, and its key beside it where none is written.
/// </summary>
internal sealed class StoredCertificates
{
    private readonly GlobalTlsConfig _global;
    private readonly SideFiles _files;
    private readonly Dictionary<string, StoredCertificateConfig> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    internal StoredCertificates(GlobalTlsConfig global, SideFiles files)
    {
        _global = global;
        _files = files;
        foreach (CrtStoreConfig store in global.Stores)
        {
            foreach (StoredCertificateConfig load in store.Certificates)
            {
                string full = FileOf(load, load.Certificate!);
                string path = load.Alias is null && load.Store.Length == 0 ? full : load.Name;
                _byPath.TryAdd(path, load);
                _paths.TryAdd(load.Name, path);
                _paths.TryAdd($"@{load.Store}/{load.Certificate!.Path}", path);
                _ = load.Store.Length == 0 && _paths.TryAdd(full, path);
            }
        }
    }

    /// <summary>What each is known by in the store, with its line.</summary>
    internal IReadOnlyDictionary<string, StoredCertificateConfig> ByPath => _byPath;

    /// <summary>What the one that a <c>crt</c> option means is known by; null = it means a file.</summary>
    /// <param name="name">Behind '@' as it is written; a path with its base directory.</param>
    internal string? Find(string name) => _paths.GetValueOrDefault(name);

    /// <summary>The texts that its line names. False when one of them cannot be read.</summary>
    internal bool TryRead(string path, IssuerChains issuers, [NotNullWhen(true)] out CertificateParts? parts, [NotNullWhen(false)] out string? error)
    {
        StoredCertificateConfig load = _byPath[path];
        parts = null;
        if (!TryRead(load, load.Certificate, "certificate", out byte[]? pem, out error)
            || !TryRead(load, load.Key, "key", out byte[]? key, out error)
            || !TryRead(load, load.OcspResponse, "OCSP response", out byte[]? response, out error)
            || !TryRead(load, load.Issuer, "issuer's certificate", out byte[]? issuer, out error)
            || !TryRead(load, load.Timestamps, "list of timestamps", out byte[]? timestamps, out error))
        {
            return false;
        }

        string keyPath = load.Key is null ? FileOf(load, load.Certificate!) + ".key" : FileOf(load, load.Key);
        bool looksBeside = load.Key is null && pem!.AsSpan().IndexOf("PRIVATE KEY-----"u8) < 0;
        key = looksBeside && _files.TryRead(keyPath, out byte[] found, out _) ? found : key;
        parts = new CertificateParts
        {
            Path = path,
            Pem = issuers.Complete(pem!),
            Key = key,
            KeyPath = key is null ? null : keyPath,
            OcspResponse = response ?? [],
            Timestamps = timestamps ?? [],
            Issuer = issuer,
        };
        return true;
    }

    /// <summary>True with no content for a file that is not written.</summary>
    private bool TryRead(StoredCertificateConfig load, TlsFileConfig? file, string what, out byte[]? content, [NotNullWhen(false)] out string? error)
    {
        content = null;
        error = null;
        if (file is null)
        {
            return true;
        }

        string path = FileOf(load, file);
        if (!_files.TryRead(path, out byte[] read, out string reason))
        {
            error = $"the {what} '{path}' cannot be read: {reason}";
            return false;
        }

        content = read;
        return true;
    }

    private string FileOf(StoredCertificateConfig load, TlsFileConfig file) =>
        CertificateFiles.Under(ReferenceEquals(file, load.Key) ? load.KeyBase ?? _global.KeyBase : load.CrtBase ?? _global.CrtBase, file.Path);
}
