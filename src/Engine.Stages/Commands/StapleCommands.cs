using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Tls;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>OCSP answers that are stapled (MGT 9.3): looked at and replaced, with the answers of HAProxy 2.6.</summary>
internal static class StapleCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show ssl ocsp-response", "[id]", "display the IDs of the OCSP responses used in memory, or the details of a single OCSP response", ControlLevel.Operator, Show),
        new("set ssl ocsp-response", "<resp|payload>", "update a certificate's OCSP Response from a base64-encode DER", ControlLevel.Admin, Set),
        new("update ssl ocsp-response", "<certfile>", "refused: responses are not fetched", ControlLevel.Admin, Refuse),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        IReadOnlyList<OcspAnswer> answers = call.Plan.Tls?.Certificates.OcspAnswers ?? [];
        if (call.Count == 0)
        {
            return List(call.Page, answers);
        }

        foreach (OcspAnswer answer in answers)
        {
            if (call[0].Equals(Convert.ToHexString(answer.CertificateId), StringComparison.OrdinalIgnoreCase))
            {
                call.Page.Text(answer.Describe());
                return null;
            }
        }

        return call.Refuse("Certificate ID does not match any certificate.");
    }

    private static IEnumerator<Slice> List(TextPage page, IReadOnlyList<OcspAnswer> answers)
    {
        page.Line("# Certificate IDs");
        foreach (OcspAnswer answer in answers)
        {
            page.Text("Certificate ID key : ").Line(Convert.ToHexStringLower(answer.CertificateId)).Line(" Certificate ID:");
            page.Text("   Issuer Name Hash: ").Line(Convert.ToHexString(answer.IssuerNameHash));
            page.Text("   Issuer Key Hash: ").Line(Convert.ToHexString(answer.IssuerKeyHash));
            page.Text("   Serial Number: ").Line(Convert.ToHexString(answer.Serial.AsSpan().TrimStart((byte)0)));
            yield return Slice.Next;
        }
    }

    private static IEnumerator<Slice>? Set(CommandCall call)
    {
        string text = call.Payload ?? call[0];
        if (text.Length == 0)
        {
            return call.Refuse("'set ssl ocsp-response' expects response in base64 encoding.");
        }

        byte[] der = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, der, out int length))
        {
            return call.Refuse("'set ssl ocsp-response' received invalid base64 encoded response.");
        }

        if (!OcspAnswer.TryRead(der[..length], out OcspAnswer? answer, out string? error))
        {
            return call.Refuse(error);
        }

        if (answer.NextUpdate < call.Place.Loop.Clock.UtcNow)
        {
            return call.Refuse("OCSP single response: no longer valid.");
        }

        if (call.Plan.Tls is not { } tls)
        {
            return call.Refuse("OCSP single response: Certificate ID does not match any certificate or issuer.");
        }

        return tls.Certificates.TryStaple(answer, out error) ? call.Say(CommandCall.SeverityInfo, "OCSP Response updated!") : call.Refuse(error);
    }

    private static IEnumerator<Slice>? Refuse(CommandCall call) =>
        call.Refuse("OCSP responses are not fetched: give the new one with 'set ssl ocsp-response', or put it into FILE.ocsp beside the certificate and reload.");
}
