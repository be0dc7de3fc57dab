using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Engine.IO.Tls;

/// <summary>Authorities and revocation lists the other side's certificate is verified against. Immutable once made; any thread.</summary>
public sealed class TlsTrust
{
    private readonly nint _store;
    private readonly List<nint> _authorities = [];

    private TlsTrust(nint store) => _store = store;

    /// <summary>Contexts have references of their own.</summary>
    ~TlsTrust()
    {
        LibCrypto.X509_STORE_free(_store);
        _authorities.ForEach(LibCrypto.X509_free);
    }

    /// <summary>The authorities of this machine (<c>@system-ca</c>).</summary>
    public static TlsTrust System()
    {
        TlsTrust trust = new(LibCrypto.X509_STORE_new());
        _ = LibCrypto.X509_STORE_set_default_paths(trust._store);
        LibCrypto.ERR_clear_error();
        return trust;
    }

    /// <summary>False when a text holds nothing of what it should; <paramref name="error"/> names the file.</summary>
    /// <param name="authorities">Paths and PEM texts of <c>ca-file</c> and <c>ca-verify-file</c>.</param>
    /// <param name="lists">The same of <c>crl-file</c>; empty = revocation is not asked for.</param>
    public static bool TryLoad(
        IReadOnlyList<KeyValuePair<string, byte[]>> authorities,
        IReadOnlyList<KeyValuePair<string, byte[]>> lists,
        [NotNullWhen(true)] out TlsTrust? trust,
        [NotNullWhen(false)] out string? error)
    {
        trust = new TlsTrust(LibCrypto.X509_STORE_new());
        error = null;
        foreach ((string path, byte[] pem) in authorities)
        {
            LibCrypto.ERR_clear_error();
            List<nint> certificates = PemBlocks.ReadCertificates(pem);
            if (certificates.Count == 0)
            {
                error = $"'{path}' holds no certificate of an authority in PEM ({TlsErrors.Reason()}); look at it with: openssl x509 -in {path} -noout -text";
            }

            certificates.ForEach(trust.Add);
        }

        foreach ((string path, byte[] pem) in lists)
        {
            error = trust.AddLists(path, pem) ?? error;
        }

        trust = error is null ? trust : null;
        return trust is not null;
    }

    /// <summary>Gives a context its own reference to the store.</summary>
    internal void GiveTo(nint context)
    {
        _ = LibCrypto.X509_STORE_up_ref(_store);
        LibSsl.SSL_CTX_set_cert_store(context, _store);
    }

    /// <summary>STACK_OF(X509_NAME) for OpenSSL to own.</summary>
    internal nint NamesForOpenSsl()
    {
        nint names = LibCrypto.OPENSSL_sk_new_null();
        foreach (nint authority in _authorities)
        {
            _ = LibCrypto.OPENSSL_sk_push(names, LibCrypto.X509_NAME_dup(LibCrypto.X509_get_subject_name(authority)));
        }

        return names;
    }

    private void Add(nint certificate)
    {
        _ = LibCrypto.X509_STORE_add_cert(_store, certificate);
        _authorities.Add(certificate);
    }

    private string? AddLists(string path, byte[] pem)
    {
        LibCrypto.ERR_clear_error();
        List<nint> lists = PemBlocks.ReadRevocationLists(pem);
        if (lists.Count == 0)
        {
            return $"'{path}' holds no revocation list in PEM ({TlsErrors.Reason()}); look at it with: openssl crl -in {path} -noout -text";
        }

        foreach (nint list in lists)
        {
            _ = LibCrypto.X509_STORE_add_crl(_store, list);
            LibCrypto.X509_CRL_free(list);
        }

        _ = LibCrypto.X509_STORE_set_flags(_store, TlsControl.CrlCheck | TlsControl.CrlCheckAll);
        return null;
    }
}
