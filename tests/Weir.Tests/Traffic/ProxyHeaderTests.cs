using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>PROXY headers in front of clients' connections (CFG 5.1 accept-proxy, 4.3 expect-proxy), and in front of our own (CFG 5.2 send-proxy).</summary>
public sealed class ProxyHeaderTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Say = "http-request return status 200 content-type text/plain lf-string \"%[src]:%[src_port] %[dst]:%[dst_port] %[fc_src] %[fc_rcvd_proxy]\"";
    private const string Signature = "\r\n\r\n\0\r\nQUIT\n";
    private const string Addresses = "\x01\x02\x03\x04\x05\x06\x07\x08\0\x64\0\xC8";
    private const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n", "1.2.3.4:100 5.6.7.8:200 1.2.3.4 1")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 100 200\r\n", "2001:db8::1:100 2001:db8::2:200 2001:db8::1 1")]
    [InlineData(Signature + "\x21\x11\0\x0C" + Addresses, "1.2.3.4:100 5.6.7.8:200 1.2.3.4 1")]
    public async Task TheHeader_SaysWhoTheClientIs(string header, string said)
    {
        using TestStand stand = await Accepting(Say);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(header + Get + Get);
        Assert.Equal(said, (await client.ReceiveReplyAsync()).Body);
        Assert.Equal(said, (await client.ReceiveReplyAsync()).Body);
    }

    [Theory]
    [InlineData(Signature + "\x20\0\0\0")]
    [InlineData("PROXY UNKNOWN\r\n")]
    public async Task AHeaderWithoutAddresses_LeavesThoseOfTheConnection(string header)
    {
        using TestStand stand = await Accepting(Say);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(header + Get);
        Assert.Equal($"127.0.0.1:{client.Port} 127.0.0.1:{stand.Proxy.PortOf("front")} 127.0.0.1 1", (await client.ReceiveReplyAsync()).Body);
    }

    [Fact]
    public async Task AHeader_MayComeByteByByte()
    {
        using TestStand stand = await Accepting(Say);
        using Wire client = await stand.ConnectAsync();
        foreach (char character in Signature + "\x21\x11\0\x14" + Addresses + "\x02\0\x05hello" + Get)
        {
            await client.SendAsync(character.ToString());
        }

        Assert.Equal("1.2.3.4:100 5.6.7.8:200 1.2.3.4 1", (await client.ReceiveReplyAsync()).Body);
    }

    [Fact]
    public async Task ForwardedAddresses_AndLogs_AreThoseOfTheHeader()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await Accepting($"option forwardfor\n option originalto\n log {log.Address} format raw local0\n log-format \"%ci:%cp %fi:%fp\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n" + Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Original-To: 5.6.7.8\r\n\r\n");
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
        await log.ExpectAsync("1.2.3.4:100 5.6.7.8:200\n");
    }

    [Theory]
    [InlineData(Get, "Received something which does not look like a PROXY protocol header")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\n" + Get, "Received an invalid PROXY protocol header")]
    [InlineData(Signature + "\x21\x11\0\x0B\x01\x02\x03\x04\x05\x06\x07\x08\0\x64\0", "Received an invalid PROXY protocol header")]
    public async Task WithoutAProperHeader_NothingIsServed_AndTheLogSaysWhy(string sent, string reason)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await Accepting(Say + $"\n option httplog\n log {log.Address} format raw local0", " name here");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(sent);
        await client.ExpectGoneAsync();
        await log.ExpectAsync($"127.0.0.1:{client.Port} [DATE] web/here: {reason}\n");
    }

    [Theory]
    [InlineData("PROXY TC", "Truncated PROXY protocol header received")]
    [InlineData("", "Connection closed while waiting for PROXY protocol header")]
    public async Task AClientThatLeaves_IsLogged(string sent, string reason)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await Accepting(Say + $"\n option httplog\n log {log.Address} format raw local0");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(sent);
        client.FinishSending();
        await log.ExpectAsync($"127.0.0.1:{client.Port} [DATE] web/1: {reason}\n");
    }

    [Fact]
    public async Task AHeaderThatDoesNotCome_IsWaitedForNoLongerThanAClient_AndTheErrorFormatHolds()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await Accepting($"timeout client 50ms\n log {log.Address} format raw local0\n error-log-format \"%ci %[fc_err] %[fc_err_str]\"\n option httplog");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("PROXY TCP4 1.2.3.4");
        await client.ExpectGoneAsync();
        await log.ExpectAsync("127.0.0.1 13 Timeout while waiting for PROXY protocol header\n");
    }

    [Fact]
    public async Task ARule_AsksForTheHeader_OfSomeClientsOnly()
    {
        using TestStand stand = await TestStand.StartAsync("tcp-request connection expect-proxy layer4 if { dst_port -m int {front} }\n tcp-request session reject if { src 6.6.6.6 }\n " + Say);
        using (Wire client = await stand.ConnectAsync())
        {
            await client.SendAsync("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n" + Get);
            Assert.Equal("1.2.3.4:100 5.6.7.8:200 1.2.3.4 1", (await client.ReceiveReplyAsync()).Body);
        }

        using Wire rejected = await stand.ConnectAsync();
        await rejected.SendAsync("PROXY TCP4 6.6.6.6 5.6.7.8 100 200\r\n" + Get);
        await rejected.ExpectGoneAsync();

        using TestStand open = await TestStand.StartAsync("tcp-request connection expect-proxy layer4 if { src 10.0.0.0/8 }\n " + Say);
        using Wire plain = await open.ConnectAsync();
        await plain.SendAsync(Get);
        Assert.EndsWith(" 127.0.0.1 0", (await plain.ReceiveReplyAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_CanBeFetched()
    {
        using TestStand stand = await Accepting("http-request return status 200 content-type text/plain lf-string \"%[fc_pp_authority] %[fc_pp_unique_id] %[fc_pp_tlv(0xE0)] %[fc_pp_tlv(AUTHORITY)] %[fc_pp_tlv(7)]\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Signature + "\x21\x11\0\x1F" + Addresses + "\x02\0\x06" + "a.test\x05\0\x02id\xE0\0\x02me" + Get);
        Assert.Equal("a.test id me a.test ", (await client.ReceiveReplyAsync()).Body);
    }

    [Fact]
    public async Task SendProxy_TellsTheClientOnceForEachConnection_AndClientsDoNotShareThem()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always", server: "send-proxy");
        using Wire client = await stand.ConnectAsync();
        int front = stand.Proxy.PortOf("front");
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync($"PROXY TCP4 127.0.0.1 127.0.0.1 {client.Port} {front}\r\n" + Get);
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
        await client.SendAsync(Get);
        await server.ExpectAsync(Get);
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);

        using Wire other = await stand.ConnectAsync();
        await other.SendAsync(Get);
        using Wire second = await stand.AcceptAsync();
        await second.ExpectAsync($"PROXY TCP4 127.0.0.1 127.0.0.1 {other.Port} {front}\r\n" + Get);
    }

    [Fact]
    public async Task WhatRulesSayOfAddresses_IsTold_OnAConnectionOfItsOwn()
    {
        using TestStand stand = await TestStand.StartAsync("http-request set-src hdr(x-src)\n http-request set-src-port int(7)\n http-request set-dst str(9.9.9.9)\n http-request set-dst-port int(8)", server: "send-proxy");
        using Wire client = await stand.ConnectAsync();
        foreach (string address in (string[])["1.1.1.1", "2.2.2.2"])
        {
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nX-Src: {address}\r\n\r\n");
            Wire server = await stand.AcceptAsync();
            await server.ExpectAsync($"PROXY TCP4 {address} 9.9.9.9 7 8\r\nGET / HTTP/1.1\r\n");
            await server.ReceiveHeadAsync();
            await server.SendAsync(Response);
            await client.ExpectAsync(Response);
        }
    }

    [Fact]
    public async Task SendProxyV2_WithFieldsOfOnesOwn()
    {
        using TestStand stand = await TestStand.StartAsync("unique-id-format id-%[src]", server: "send-proxy-v2 proxy-v2-options unique-id set-proxy-v2-tlv-fmt(0xE1) \"%[req.hdr(host)]!\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        string head = await server.ReceiveAsync(16);
        Assert.Equal(Signature + "\x21\x11\0\x20", head);
        string rest = await server.ReceiveAsync(0x20);
        Assert.Equal("\xE1\0\x02" + "a!" + "\x05\0\x0C" + "id-127.0.0.1", rest[12..]);
        await server.ExpectAsync(Get);
    }

    [Fact]
    public async Task InTcpMode_TheHeaderGoesFirst_EvenIfTheServerSpeaksFirst()
    {
        using TestStand stand = await TestStand.StartAsync(defaults: "mode tcp", server: "send-proxy");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync($"PROXY TCP4 127.0.0.1 127.0.0.1 {client.Port} {stand.Proxy.PortOf("front")}\r\n");
        await server.SendAsync("220 hello\r\n");
        await client.ExpectAsync("220 hello\r\n");
    }

    [Fact]
    public async Task AServerThatFollowsTheClient_GoesWhereTheHeaderSays()
    {
        using Origin origin = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            defaults
                mode http
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            listen web
                bind 127.0.0.1:{front} accept-proxy
                server any 0.0.0.0:0
            """);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync($"PROXY TCP4 1.2.3.4 127.0.0.1 100 {origin.Port}\r\n" + Get);
        using Wire server = await origin.AcceptAsync();
        await server.ExpectAsync(Get);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TlsMayFollowTheHeader_AndIsToldToTheServer(bool atOnce)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=a.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Bind = $" accept-proxy ssl crt {file} alpn http/1.1", Server = "send-proxy-v2-ssl proxy-v2-options authority,cert-key,cert-sig" });
        File.Delete(file);
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, stand.Proxy.PortOf("front"));
        NetworkStream raw = tcp.GetStream();
        byte[] header = Encoding.ASCII.GetBytes("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n");
        using Stream behind = atOnce ? new Prefixed(raw, header) : raw;
        if (!atOnce)
        {
            await raw.WriteAsync(header);
        }

        using SslStream tls = new(behind, leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "b.test", ApplicationProtocols = [SslApplicationProtocol.Http11] });
        await tls.WriteAsync(Encoding.ASCII.GetBytes(Get));
        using Wire server = await stand.AcceptAsync();
        string start = await server.ReceiveAsync(16);
        string told = await server.ReceiveAsync((start[14] << 8) | start[15]);
        Assert.StartsWith("\x01\x02\x03\x04\x05\x06\x07\x08\0\x64\0\xC8" + "\x01\0\x08http/1.1" + "\x02\0\x06" + "b.test" + "\x20", told, StringComparison.Ordinal);
        Assert.Contains("\x21\0\x07TLSv1.", told, StringComparison.Ordinal);
        Assert.Contains("\x25\0\x07RSA2048" + "\x24\0\x0ARSA-SHA256", told, StringComparison.Ordinal);
        await server.ExpectAsync(Get);
    }

    /// <summary>Sends a header in one piece with the first bytes written.</summary>
    private sealed class Prefixed(NetworkStream inner, byte[] header) : Stream
    {
        private byte[] _header = header;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync((byte[])[.. _header, .. buffer.Span], cancellationToken);
            _header = [];
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write([.. _header, .. buffer.AsSpan(offset, count)]);
            _header = [];
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private static Task<TestStand> Accepting(string frontend, string bind = "") =>
        TestStand.StartAsync(new TestStand.Lines { Frontend = frontend, Bind = " accept-proxy" + bind });
}
