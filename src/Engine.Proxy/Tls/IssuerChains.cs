using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Engine.Proxy.Tls;

/// <summary><c>issuers-chain-path</c>: files that begin with the issuer of a certificate and lead up from it, for certificates that come without.</summary>
internal sealed class IssuerChains
{
    private readonly List<(X509Certificate2 First, byte[] Pem)> _chains = [];

    /// <param name="directory">On disk; null = there are none.</param>
    internal IssuerChains(string? directory)
    {
        string[] files = directory is not null && Directory.Exists(directory) ? Directory.GetFiles(directory) : [];
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            byte[] pem = File.ReadAllBytes(file);
            if (First(pem, out _) is { } first)
            {
                _chains.Add((first, pem));
            }
        }
    }

    /// <summary>The text with what is missing behind it; itself when nothing is, or nothing is known.</summary>
    internal byte[] Complete(byte[] pem)
    {
        if (_chains.Count == 0 || First(pem, out int count) is not { } leaf || count > 1)
        {
            return pem;
        }

        foreach ((X509Certificate2 issuer, byte[] chain) in _chains)
        {
            if (leaf.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData) && KeysMatch(leaf, issuer))
            {
                return [.. pem, (byte)'\n', .. chain];
            }
        }

        return pem;
    }

    /// <summary>RFC 5280 section 4.2.1.1: where both say which key it was, it was this one.</summary>
    private static bool KeysMatch(X509Certificate2 leaf, X509Certificate2 issuer)
    {
        ReadOnlyMemory<byte>? wanted = null;
        ReadOnlyMemory<byte>? had = null;
        foreach (X509Extension extension in leaf.Extensions)
        {
            wanted = extension is X509AuthorityKeyIdentifierExtension of ? of.KeyIdentifier : wanted;
        }

        foreach (X509Extension extension in issuer.Extensions)
        {
            had = extension is X509SubjectKeyIdentifierExtension own ? own.SubjectKeyIdentifierBytes : had;
        }

        return wanted is null || had is null || wanted.Value.Span.SequenceEqual(had.Value.Span);
    }

    /// <summary>The first certificate of a text; null when it holds none.</summary>
    private static X509Certificate2? First(byte[] pem, out int count)
    {
        X509Certificate2? first = null;
        count = 0;
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(pem);
        while (PemEncoding.TryFind(text, out PemFields fields))
        {
            if (text[fields.Label] is "CERTIFICATE" or "TRUSTED CERTIFICATE")
            {
                count++;
                first ??= Read(text[fields.Location]);
            }

            text = text[fields.Location.End..];
        }

        return first;
    }

    /// <summary>Null when it cannot be read.</summary>
    private static X509Certificate2? Read(ReadOnlySpan<char> block)
    {
        try
        {
            return X509Certificate2.CreateFromPem(block);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
