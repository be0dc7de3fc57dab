using System;
using System.Globalization;
using Engine.IO.Tls;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>Certificates as <c>show ssl cert</c> writes them (MGT 9.3).</summary>
internal static class CertificateText
{
    public static void Write(TextPage page, CertificateFacts facts)
    {
        page.Text("Serial: ").Line(Convert.ToHexString(facts.Serial));
        page.Text("notBefore: ").Line(DateOf(facts.NotBeforeUtc));
        page.Text("notAfter: ").Line(DateOf(facts.NotAfterUtc));
        page.Text("Subject Alternative Name: ").Raw(facts.AlternativeNames).Raw((byte)'\n');
        page.Text("Algorithm: ").Line(facts.KeyText);
        page.Text("SHA1 FingerPrint: ").Line(Convert.ToHexString(facts.Sha1));
        page.Text("Subject: ").Raw(facts.Subject.OneLine).Raw((byte)'\n');
        page.Text("Issuer: ").Raw(facts.Issuer.OneLine).Raw((byte)'\n');
    }

    /// <summary>Those that lead up from it.</summary>
    public static void WriteChain(TextPage page, TlsCertificate certificate)
    {
        foreach (byte[] der in certificate.ChainDer)
        {
            if (CertificateFacts.TryRead(der) is { } facts)
            {
                page.Text("Chain Subject: ").Raw(facts.Subject.OneLine).Raw((byte)'\n');
                page.Text("Chain Issuer: ").Raw(facts.Issuer.OneLine).Raw((byte)'\n');
            }
        }
    }

    /// <summary>"Nov  7 13:12:33 2026 GMT", as OpenSSL prints dates.</summary>
    private static string DateOf(DateTime date) =>
        date.ToString("MMM ", CultureInfo.InvariantCulture) + date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + date.ToString(" HH:mm:ss yyyy 'GMT'", CultureInfo.InvariantCulture);
}
