using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>Finds the files of certificates as HAProxy does: base directories, directories of certificates, bundles, and what lies beside them (CFG 3.1 ssl-load-extra-files).</summary>
internal sealed class CertificateFiles(GlobalTlsConfig global, SideFiles files, TrustStoreShared trusts)
{
    private const string SystemAuthorities = "@system-ca";

    private readonly IssuerChains _issuers = new(global.IssuersPath is null ? null : ByteText.ToUnicode(files.Locate(global.IssuersPath)));

    private readonly StoredCertificates _stored = new(global, files);

    private static readonly string[] BundleKinds = [".rsa", ".ecdsa", ".dsa"];

    /// <summary>Files beside a certificate are none themselves.</summary>
    private static readonly string[] Companions = [".key", ".issuer", ".ocsp", ".sctl"];

    /// <summary>The paths a <c>crt</c> stands for, sorted in a directory; itself when it is a file or is not there.</summary>
    internal List<string> Expand(string path)
    {
        string full = Under(global.CrtBase, path);
        if (_stored.Find(full) is { } stored)
        {
            return [stored];
        }

        string onDisk = ByteText.ToUnicode(files.Locate(full));
        if (Directory.Exists(onDisk))
        {
            List<string> found = [];
            foreach (string file in Directory.GetFiles(onDisk))
            {
                string name = Path.GetFileName(file);
                if (!name.StartsWith('.') && Array.IndexOf(Companions, Path.GetExtension(name)) < 0)
                {
                    found.Add(full.TrimEnd('/') + "/" + name);
                }
            }

            found.Sort(StringComparer.Ordinal);
            return found;
        }

        return Has("bundle") && !files.TryRead(full, out _, out _) ? BundleOf(full) : [full];
    }

    /// <summary>Those of crt-store sections by what they are known by.</summary>
    internal IReadOnlyDictionary<string, StoredCertificateConfig> Stored => _stored.ByPath;

    /// <summary>The certificate with what lies beside it. False when its file cannot be read.</summary>
    internal bool TryRead(string path, [NotNullWhen(true)] out CertificateParts? parts, [NotNullWhen(false)] out string? error)
    {
        parts = null;
        if (Stored.ContainsKey(path))
        {
            return _stored.TryRead(path, _issuers, out parts, out error);
        }

        if (path.StartsWith('@'))
        {
            error = $"no crt-store section has '{path}': it needs a line like 'load crt PATH alias NAME'";
            return false;
        }

        if (!files.TryRead(path, out byte[] pem, out string reason))
        {
            error = $"the certificate '{path}' cannot be read: {reason}; look at it with: openssl x509 -in {path} -noout -text";
            return false;
        }

        string basis = global.ExtraFilesReplaceExtension && Path.GetExtension(path).Length > 0 ? path[..^Path.GetExtension(path).Length] : path;
        bool hasKey = pem.AsSpan().IndexOf("PRIVATE KEY-----"u8) >= 0;
        string keyPath = basis + ".key";
        byte[] key = [];
        bool apart = !hasKey && Has("key") && (files.TryRead(keyPath, out key, out _) || (global.KeyBase is not null && files.TryRead(keyPath = Under(global.KeyBase, Path.GetFileName(basis) + ".key"), out key, out _)));
        parts = new CertificateParts
        {
            Path = path,
            Pem = _issuers.Complete(pem),
            Key = apart ? key : null,
            KeyPath = apart ? keyPath : null,
            OcspResponse = Has("ocsp") && files.TryRead(basis + ".ocsp", out byte[] response, out _) ? response : [],
            Timestamps = Has("sctl") && files.TryRead(basis + ".sctl", out byte[] timestamps, out _) ? timestamps : [],
            Issuer = Has("issuer") && files.TryRead(basis + ".issuer", out byte[] issuer, out _) ? issuer : null,
        };
        error = null;
        return true;
    }

    /// <summary>Authorities and revocation lists. Null when something is wrong.</summary>
    internal TlsTrust? ReadTrust(TlsFileConfig? authorities, TlsFileConfig? more, TlsFileConfig? revoked, out string? error)
    {
        error = null;
        if (revoked is null && more is null && authorities?.Path == SystemAuthorities)
        {
            return TlsTrust.System();
        }

        List<KeyValuePair<string, byte[]>> trusted = [];
        List<KeyValuePair<string, byte[]>> lists = [];
        error = Add(trusted, authorities, "authorities") ?? Add(trusted, more, "authorities") ?? Add(lists, revoked, "revocation list");
        if (error is not null || !TlsTrust.TryLoad(trusted, lists, out TlsTrust? trust, out error))
        {
            return null;
        }

        trusts.Note(trust, trusted, lists);
        return trust;
    }

    internal bool TryRead(TlsFileConfig file, string? basis, out byte[] content, [NotNullWhen(false)] out string? error)
    {
        string path = Under(basis, file.Path);
        bool read = files.TryRead(path, out content, out string reason);
        error = read ? null : $"'{path}' cannot be read: {reason}";
        return read;
    }

    private string? Add(List<KeyValuePair<string, byte[]>> texts, TlsFileConfig? file, string what)
    {
        if (file is null)
        {
            return null;
        }

        string path = Under(global.CaBase, file.Path);
        string onDisk = ByteText.ToUnicode(files.Locate(path));
        if (Directory.Exists(onDisk))
        {
            string[] found = Directory.GetFiles(onDisk);
            Array.Sort(found, StringComparer.Ordinal);
            foreach (string one in found)
            {
                texts.Add(new(one, File.ReadAllBytes(one)));
                Note(one, what, texts[^1].Value);
            }

            return null;
        }

        if (!files.TryRead(path, out byte[] content, out string reason))
        {
            return $"the {what} '{path}' cannot be read: {reason}; look at it with: openssl {(what.StartsWith('r') ? "crl" : "x509")} -in {path} -noout -text";
        }

        texts.Add(new(path, content));
        Note(path, what, content);
        return null;
    }

    private void Note(string path, string what, byte[] pem) => trusts.Note(new TlsTrustFile(path, what.StartsWith('r'), pem));

    private List<string> BundleOf(string path)
    {
        List<string> found = [];
        foreach (string kind in BundleKinds)
        {
            if (files.TryRead(path + kind, out _, out _))
            {
                found.Add(path + kind);
            }
        }

        return found.Count > 0 ? found : [path];
    }

    private bool Has(string kind)
    {
        foreach (string extra in global.ExtraFiles)
        {
            if (extra == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A relative path begins in the directory; one behind '@' is none.</summary>
    internal static string Under(string? directory, string path) =>
        directory is null || path.StartsWith('/') || path.StartsWith('@') ? path : directory.TrimEnd('/') + "/" + path;
}
