using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>What an authority says about a certificate (RFC 6960), made by <c>openssl ocsp</c>.</summary>
internal static class OcspAnswers
{
    private const string OpenSsl = "/usr/bin/openssl";

    /// <summary>Writes an answer in DER; its path.</summary>
    /// <param name="isRevoked">False: the certificate is good.</param>
    internal static async Task<string> MakeAsync(TlsFolder folder, string certificate, string file, bool isRevoked = false)
    {
        using X509Certificate2 view = X509CertificateLoader.LoadCertificateFromFile(certificate);
        string state = isRevoked ? "R\t391231235959Z\t200101000000Z" : "V\t391231235959Z\t";
        string index = folder.Write("index.txt", $"{state}\t{view.SerialNumber}\tunknown\t/CN=any\n");
        string answer = Path.Combine(folder.Path, file);
        string said = await Tool.RunAsync(OpenSsl, $"ocsp -index {index} -CA {folder.Authority} -rsigner {folder.Authority} -rkey {folder.WriteAuthorityKey()} -issuer {folder.Authority} -cert {certificate} -no_nonce -ndays 1 -respout {answer}");
        Assert.True(File.Exists(answer), said);
        return answer;
    }
}
