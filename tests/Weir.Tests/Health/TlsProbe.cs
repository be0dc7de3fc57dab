using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Health;

/// <summary>A server that takes one connection by TLS, and tells what was asked for: "name protocols", and then what was sent.</summary>
internal sealed class TlsProbe : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;

    /// <param name="certificate">Path of a certificate with its key.</param>
    public TlsProbe(string certificate)
    {
        using X509Certificate2 read = X509Certificate2.CreateFromPemFile(certificate, certificate);
        _certificate = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Takes the next connection: the name it asks for and the protocol agreed on, "-" for none.</summary>
    public async Task<(string Asked, string Sent)> ServeAsync(string until, string answer)
    {
        using CancellationTokenSource limit = new(Wire.Patience);
        using TcpClient client = await _listener.AcceptTcpClientAsync(limit.Token);
        await using SslStream stream = new(client.GetStream());
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [new("one"), new("two"), new("http/1.1")],
            },
            limit.Token);
        string protocol = stream.NegotiatedApplicationProtocol.Protocol.IsEmpty ? "-" : stream.NegotiatedApplicationProtocol.ToString();
        string asked = $"{(stream.TargetHostName.Length == 0 ? "-" : stream.TargetHostName)} {protocol}";
        StringBuilder sent = new();
        byte[] buffer = new byte[4096];
        while (!sent.ToString().EndsWith(until, StringComparison.Ordinal))
        {
            int n = await stream.ReadAsync(buffer, limit.Token);
            if (n == 0)
            {
                break;
            }

            sent.Append(Encoding.Latin1.GetString(buffer, 0, n));
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), limit.Token);
        return (asked, sent.ToString());
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }
}
