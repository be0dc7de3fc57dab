using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>TLS that passes by undecrypted is routed by what the client says first (CFG 7.3.5 req.ssl_sni, req.ssl_alpn).</summary>
public sealed class TlsRoutingTests
{
    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task ByNameAndByProtocol()
    {
        using Origin first = new();
        using Origin second = new();
        using Origin other = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            defaults
                mode tcp
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            frontend web
                bind 127.0.0.1:{front}
                tcp-request inspect-delay 10s
                tcp-request content accept if { req.ssl_hello_type 1 }
                tcp-request content reject
                use_backend first if { req.ssl_sni -i one.example.com }
                use_backend second if { req.ssl_sni -m end .two.example.com } { req.ssl_ver 3.3 }
                use_backend acme if { req.ssl_alpn acme-tls/1 }
            backend first
                server s 127.0.0.1:{{first.Port}}
            backend second
                server s 127.0.0.1:{{second.Port}}
            backend acme
                server s 127.0.0.1:{{other.Port}}
            """);
        int port = proxy.PortOf("front");
        await ExpectHelloAsync(first, port, "-servername ONE.example.com");
        await ExpectHelloAsync(second, port, "-servername www.two.example.com -tls1_2");
        await ExpectHelloAsync(other, port, "-servername three.example.com -alpn h2,acme-tls/1");
        using Wire plain = await Wire.ConnectAsync(port);
        await plain.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await plain.ExpectEndAsync();
    }

    private static async Task ExpectHelloAsync(Origin origin, int port, string options)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{port} {options}");
        ProcessStartInfo start = new("/usr/bin/openssl", address) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process client = Process.Start(start)!;
        try
        {
            using Wire server = await origin.AcceptAsync();
            await server.ExpectAsync("\u0016\u0003\u0001");
        }
        finally
        {
            client.Kill();
            await client.WaitForExitAsync();
        }
    }
}
