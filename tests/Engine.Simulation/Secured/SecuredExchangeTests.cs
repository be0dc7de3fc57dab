using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Engine.IO.Tls;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Simulation.Secured;

/// <summary>Whole exchanges over TLS on both sides of the proxy, seed by seed.</summary>
public sealed class SecuredExchangeTests(ITestOutputHelper output)
{
    private const int Seeds = 60;

    [Fact]
    public void EverySeed_EveryExchangeIsCarried()
    {
        Assert.True(TlsLibrary.TryLoad(out string? error), error);
        string pem = MakePem();
        string path = Path.Combine(Path.GetTempPath(), $"weir-sim-{Environment.ProcessId}.pem");
        File.WriteAllText(path, pem);
        Assert.True(TlsCertificate.TryLoad(new CertificateParts { Path = path, Pem = Encoding.ASCII.GetBytes(pem) }, out TlsCertificate? certificate, out error), error);
        List<string> failed = [];
        int asked = 0;
        int carried = 0;
        int resumed = 0;
        long steals = 0;
        try
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                using SecuredRun run = new(seed, path, certificate);
                run.Run();
                asked += run.Asked;
                carried += run.Exchanges;
                resumed += run.Resumed;
                steals += run.Steals;
                if (run.Faults.Count > 0)
                {
                    failed.Add(run.Describe());
                }
            }
        }
        finally
        {
            File.Delete(path);
        }

        output.WriteLine($"{Seeds} seeds: {carried} of {asked} exchanges, {resumed} sessions resumed, {steals} connections to the server taken from another loop");
        Assert.True(failed.Count == 0, $"{failed.Count} of {Seeds} seeds failed:\n{string.Join("\n\n", failed.GetRange(0, Math.Min(failed.Count, 3)))}");
        Assert.Equal(asked, carried);
        Assert.True(resumed > 0, "no client could take up a session");
        Assert.True(steals > 0, "no connection to the server went to another loop");
    }

    /// <summary>RSA, whose signatures are all of one length: what a seed splits where is then the same in every run.</summary>
    private static string MakePem()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=www.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
