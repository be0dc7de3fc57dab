using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Weir.Tests.Tls;

/// <summary>A server that answers every request with what it was asked, plain or by TLS: its body is "METHOD PATH body-length NAME".</summary>
internal sealed class HttpOrigin : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="certificate">Path of a certificate with its key; null = plain.</param>
    public HttpOrigin(string? certificate = null)
    {
        if (certificate is not null)
        {
            using X509Certificate2 read = X509Certificate2.CreateFromPemFile(certificate, certificate);
            _certificate = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }

        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections that were made, handshake included.</summary>
    public int Connections { get; private set; }

    /// <summary>The head of the last request.</summary>
    public string LastHead { get; private set; } = "";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _certificate?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            await using Stream stream = await SecureAsync(client.GetStream());
            Connections++;
            while (await ReadHeadAsync(stream) is { } head)
            {
                LastHead = head;
                string name = stream is SslStream ssl ? ssl.TargetHostName : "";
                long length = await SkipBodyAsync(stream, head);
                string[] line = head.Split(' ', 3);
                byte[] body = line[1].StartsWith("/bytes/", StringComparison.Ordinal)
                    ? new byte[int.Parse(line[1]["/bytes/".Length..], System.Globalization.CultureInfo.InvariantCulture)]
                    : Encoding.ASCII.GetBytes($"{line[0]} {line[1]} {length} {name}");
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"));
                await stream.WriteAsync(body);
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The proxy went, or did not like the certificate: what it made of that is what the test looks at.
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }

        SslStream ssl = new(stream);
        await ssl.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate });
        return ssl;
    }

    private static async Task<string?> ReadHeadAsync(Stream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return null;
    }

    private static async Task<long> SkipBodyAsync(Stream stream, string head)
    {
        const string Field = "content-length: ";
        int at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        at += Field.Length;
        long length = long.Parse(head[at..head.IndexOf('\r', at)], System.Globalization.CultureInfo.InvariantCulture);
        byte[] buffer = new byte[65536];
        long left = length;
        while (left > 0)
        {
            int n = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
            if (n == 0)
            {
                throw new IOException("the body ended early");
            }

            left -= n;
        }

        return length;
    }
}
