using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Tls;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Tls;

namespace Engine.Stages.Commands;

/// <summary>Authorities and revocation lists, looked at (MGT 9.3). They are read with the configuration and change by a reload.</summary>
internal static class TrustCommands
{
    private const string CertificateLabel = "CERTIFICATE";
    private const string TrustedLabel = "TRUSTED CERTIFICATE";
    private const string RevocationLabel = "X509 CRL";

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show ssl ca-file", "[<cafile>[:<index>]]", "display the SSL CA files used in memory, or the details of a <cafile>, or a single certificate of index <index> of a CA file <cafile>", ControlLevel.Operator, ShowAuthorities),
        new("show ssl crl-file", "[<crlfile>]", "display the SSL CRL files used in memory, or how many lists a <crlfile> has", ControlLevel.Operator, ShowRevocations),
    ];

    private static IEnumerator<Slice>? ShowAuthorities(CommandCall call)
    {
        if (call.Count == 0)
        {
            call.Page.Line("# filename");
            foreach (TlsTrustFile file in Files(call, isRevocation: false))
            {
                call.Page.Text(file.Path).Text(" - ").Number(Blocks(file.Pem, CertificateLabel, TrustedLabel).Count).Line(" certificate(s)");
            }

            return null;
        }

        TlsTrustFile? found = Find(call, call[0], isRevocation: false, out int index);
        return found is null ? call.Refuse("Can't display the CA file : Not found!") : Write(call.Page, found, index);
    }

    private static IEnumerator<Slice> Write(TextPage page, TlsTrustFile file, int index)
    {
        page.Text("Filename: ").Line(file.Path).Line("Status: Used");
        List<byte[]> blocks = Blocks(file.Pem, CertificateLabel, TrustedLabel);
        for (int i = 0; i < blocks.Count; i++)
        {
            if ((index == 0 || index == i + 1) && CertificateFacts.TryRead(blocks[i]) is { } facts)
            {
                page.Text("\nCertificate #").Number(i + 1).Line(":");
                CertificateText.Write(page, facts);
                yield return Slice.Next;
            }
        }
    }

    private static IEnumerator<Slice>? ShowRevocations(CommandCall call)
    {
        if (call.Count == 0)
        {
            call.Page.Line("# filename");
            foreach (TlsTrustFile file in Files(call, isRevocation: true))
            {
                call.Page.Line(file.Path);
            }

            return null;
        }

        if (Find(call, call[0], isRevocation: true, out _) is not { } found)
        {
            return call.Refuse("Can't display the CRL file : Not found!");
        }

        call.Page.Text("Filename: ").Line(found.Path).Line("Status: Used").Text("Lists: ").Number(Blocks(found.Pem, RevocationLabel, RevocationLabel).Count).Raw((byte)'\n');
        return null;
    }

    private static IEnumerable<TlsTrustFile> Files(CommandCall call, bool isRevocation)
    {
        foreach (TlsTrustFile file in call.Plan.Tls?.TrustFiles ?? [])
        {
            if (file.IsRevocation == isRevocation)
            {
                yield return file;
            }
        }
    }

    /// <param name="index">Which certificate of it; 0 = all.</param>
    private static TlsTrustFile? Find(CommandCall call, string name, bool isRevocation, out int index)
    {
        int colon = name.LastIndexOf(':');
        string bare = colon > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index) ? name[..colon] : name;
        index = bare.Length == name.Length ? 0 : int.Parse(name.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        foreach (TlsTrustFile file in Files(call, isRevocation))
        {
            if (file.Path == bare)
            {
                return file;
            }
        }

        return null;
    }

    private static List<byte[]> Blocks(byte[] pem, string label, string other)
    {
        List<byte[]> blocks = [];
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(pem);
        while (PemEncoding.TryFind(text, out PemFields fields))
        {
            if (text[fields.Label].SequenceEqual(label) || text[fields.Label].SequenceEqual(other))
            {
                blocks.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            }

            text = text[fields.Location.End..];
        }

        return blocks;
    }
}
