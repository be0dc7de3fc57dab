using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Tls;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Tls;

namespace Engine.Stages.Commands;

/// <summary>Certificates while running: looked at, replaced in two steps, added, removed (MGT 9.3, ssl family).</summary>
internal static class CertificateCommands
{
    private const string NoTls = "No certificate is in use: nothing speaks TLS to clients.";

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show ssl cert", "[<certfile>]", "display the SSL certificates used in memory, or the details of a file", ControlLevel.Operator, Show),
        new("new ssl cert", "<certfile>", "create a new certificate file to be used in a crt-list", ControlLevel.Admin, New),
        new("set ssl cert", "<certfile> <payload>", "replace a certificate file, or the .key, .ocsp (base64), .sctl (base64) or .issuer beside it", ControlLevel.Admin, Set),
        new("commit ssl cert", "<certfile>", "commit a certificate file", ControlLevel.Admin, Commit),
        new("abort ssl cert", "<certfile>", "abort a transaction for a certificate file", ControlLevel.Admin, Abort),
        new("del ssl cert", "<certfile>", "delete an unused certificate file", ControlLevel.Admin, Delete),
    ];

    /// <summary>Null after the client has been told that there is no certificate at all.</summary>
    public static CertificateStoreShared? Store(CommandCall call)
    {
        if (call.Plan.Tls is { } tls)
        {
            return tls.Certificates;
        }

        call.Refuse(NoTls);
        return null;
    }

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        if (call.Count == 0)
        {
            CertificateStoreShared? store = call.Plan.Tls?.Certificates;
            if (store?.PreparedPath is { } prepared)
            {
                call.Page.Line("# transaction").Text("*").Line(prepared);
            }

            call.Page.Line("# filename");
            foreach (string known in store?.Paths ?? [])
            {
                call.Page.Line(known);
            }

            return null;
        }

        bool isPrepared = call[0].StartsWith('*');
        string path = isPrepared ? call[0][1..] : call[0];
        TlsCertificate? certificate = isPrepared ? call.Plan.Tls?.Certificates.FindPrepared(path) : call.Plan.Tls?.Certificates.Find(path);
        if (certificate is null && (isPrepared || call.Plan.Tls?.Certificates.Has(path) is not true))
        {
            return call.Refuse("Can't display the certificate: Not found or the certificate is a bundle!");
        }

        call.Page.Text("Filename: ").Line(call[0]);
        call.Page.Text("Status: ").Line(certificate is null ? "Empty" : !isPrepared && call.Plan.Tls!.Certificates.IsUsed(path) ? "Used" : "Unused");
        if (certificate?.Facts is { } facts)
        {
            CertificateText.Write(call.Page, facts);
            CertificateText.WriteChain(call.Page, certificate);
        }

        call.Page.Line("OCSP Response Key: ");
        return null;
    }

    private static IEnumerator<Slice>? New(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("'new ssl cert' expects a filename");
        }

        if (Store(call) is not { } store)
        {
            return null;
        }

        return store.TryNew(call[0]) ? call.Say(CommandCall.SeverityNotice, $"New empty certificate store '{call[0]}'!") : call.Refuse($"Certificate '{call[0]}' already exists!");
    }

    private static IEnumerator<Slice>? Set(CommandCall call)
    {
        if (call[0].Length == 0 || call.Payload is null)
        {
            return call.Refuse("'set ssl cert expects a filename and a certificate as a payload");
        }

        if (Store(call) is not { } store)
        {
            return null;
        }

        (string path, CertificatePart part) = PartOf(store, call[0]);
        string? ongoing = store.PreparedPath;
        bool isFree = ongoing is null || ongoing == path;
        if (isFree && !store.Has(path))
        {
            return call.Refuse($"Can't replace a certificate which is not referenced by the configuration!\nCan't update {call[0]}!");
        }

        byte[] content = ByteText.ToBytes(call.Payload);
        if (isFree && part is CertificatePart.OcspResponse or CertificatePart.Timestamps && !TryDecode(call.Payload, out content))
        {
            return call.Refuse($"Error reading {(part == CertificatePart.OcspResponse ? "OCSP response" : "signed certificate timestamps")} in base64 format\nCan't load the payload\nCan't update {call[0]}!");
        }

        return store.TryPrepare(path, part, content, out string? error)
            ? call.Say(CommandCall.SeverityNotice, $"Transaction {(ongoing == path ? "updated" : "created")} for certificate {path}!")
            : call.Refuse($"{error}\n{(isFree ? "Can't load the payload\n" : "")}Can't update {call[0]}!");
    }

    /// <summary>A file that lies beside a certificate is a part of it, whether or not it is there.</summary>
    private static (string Path, CertificatePart Part) PartOf(CertificateStoreShared store, string file)
    {
        CertificatePart part = Path.GetExtension(file) switch
        {
            ".key" => CertificatePart.Key,
            ".ocsp" => CertificatePart.OcspResponse,
            ".sctl" => CertificatePart.Timestamps,
            ".issuer" => CertificatePart.Issuer,
            _ => CertificatePart.Certificate,
        };
        if (part == CertificatePart.Certificate || store.Has(file))
        {
            return (file, CertificatePart.Certificate);
        }

        // ssl-load-extra-del-ext: FILE.crt has FILE.key beside it.
        string basis = file[..^Path.GetExtension(file).Length];
        return (store.Has(basis) || !store.Has(basis + ".crt") ? basis : basis + ".crt", part);
    }

    private static bool TryDecode(string text, out byte[] content)
    {
        byte[] room = new byte[text.Length];
        bool isBase64 = Convert.TryFromBase64String(text, room, out int length);
        content = room[..length];
        return isBase64;
    }

    private static IEnumerator<Slice>? Commit(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("'commit ssl cert expects a filename");
        }

        return call.Plan.Tls?.Certificates is not { } store ? call.Refuse($"No ongoing transaction! !\nCan't commit {call[0]}!")
            : store.TryCommit(call[0], out string? error)
            ? call.Say(CommandCall.SeverityNotice, $"Committing {call[0]}{(store.IsUsed(call[0]) ? "." : "")}\nSuccess!")
            : call.Refuse($"{error}\nCan't commit {call[0]}!");
    }

    private static IEnumerator<Slice>? Abort(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("'abort ssl cert' expects a filename");
        }

        return call.Plan.Tls?.Certificates is not { } store ? call.Refuse("No ongoing transaction!")
            : store.TryAbort(call[0], out string? error) ? call.Say(CommandCall.SeverityNotice, $"Transaction aborted for certificate '{call[0]}'!")
            : call.Refuse(error);
    }

    private static IEnumerator<Slice>? Delete(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            return call.Refuse("'del ssl cert' expects a certificate name");
        }

        if (Store(call) is not { } store)
        {
            return null;
        }

        return store.TryRemove(call[0], out string? error) ? call.Say(CommandCall.SeverityNotice, $"Certificate '{call[0]}' deleted!") : call.Refuse($"Can't remove the certificate: {error}");
    }
}
