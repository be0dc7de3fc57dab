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

/// <summary>Authorities and revocation lists, looked at (MGT 9.3). <see cref="TrustChangeCommands"/> replaces them.</summary>
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
            List(call, isRevocation: false);
            return null;
        }

        TlsTrustFile? found = Find(call, call[0], isRevocation: false, out int index);
        return found is null ? call.Refuse("Can't display the CA file : Not found!") : Write(call, found, index);
    }

    private static IEnumerator<Slice> Write(CommandCall call, TlsTrustFile file, int index)
    {
        WriteHead(call, file);
        List<byte[]> blocks = Blocks(file.Pem, CertificateLabel, TrustedLabel);
        for (int i = 0; i < blocks.Count; i++)
        {
            if ((index == 0 || index == i + 1) && CertificateFacts.TryRead(blocks[i]) is { } facts)
            {
                call.Page.Text("\nCertificate #").Number(i + 1).Line(":");
                CertificateText.Write(call.Page, facts);
                yield return Slice.Next;
            }
        }
    }

    private static IEnumerator<Slice>? ShowRevocations(CommandCall call)
    {
        if (call.Count == 0)
        {
            List(call, isRevocation: true);
            return null;
        }

        if (Find(call, call[0], isRevocation: true, out _) is not { } found)
        {
            return call.Refuse("Can't display the CRL file : Not found!");
        }

        WriteHead(call, found);
        call.Page.Text("Lists: ").Number(Blocks(found.Pem, RevocationLabel, RevocationLabel).Count).Raw((byte)'\n');
        return null;
    }

    private static void List(CommandCall call, bool isRevocation)
    {
        if (call.Plan.Tls?.Trusts.Prepared(isRevocation) is { } prepared)
        {
            Line(call.Page.Line("# transaction").Text("*"), prepared);
        }

        call.Page.Line("# filename");
        foreach (TlsTrustFile file in call.Plan.Tls?.Trusts.Files(isRevocation) ?? [])
        {
            Line(call.Page, file);
        }
    }

    private static void Line(TextPage page, TlsTrustFile file)
    {
        if (file.IsRevocation)
        {
            page.Line(file.Path);
        }
        else
        {
            page.Text(file.Path).Text(" - ").Number(Blocks(file.Pem, CertificateLabel, TrustedLabel).Count).Line(" certificate(s)");
        }
    }

    private static void WriteHead(CommandCall call, TlsTrustFile file)
    {
        bool isPrepared = call[0].StartsWith('*');
        bool isUsed = !isPrepared && call.Plan.Tls!.Trusts.IsUsed(file.Path, file.IsRevocation);
        call.Page.Text(isPrepared ? "Filename: *" : "Filename: ").Line(file.Path).Line(isUsed ? "Status: Used" : "Status: Unused");
    }

    /// <param name="name">With a * in front: what is prepared for that path.</param>
    /// <param name="index">Which certificate of it; 0 = all.</param>
    private static TlsTrustFile? Find(CommandCall call, string name, bool isRevocation, out int index)
    {
        int colon = name.LastIndexOf(':');
        string bare = colon > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index) ? name[..colon] : name;
        index = bare.Length == name.Length ? 0 : int.Parse(name.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        TrustStoreShared? store = call.Plan.Tls?.Trusts;
        bool isPrepared = bare.StartsWith('*');
        if (isPrepared)
        {
            return store?.Prepared(isRevocation) is { } prepared && prepared.Path == bare[1..] ? prepared : null;
        }

        foreach (TlsTrustFile file in store?.Files(isRevocation) ?? [])
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
