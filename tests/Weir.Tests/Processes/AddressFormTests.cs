using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Tls;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>Addresses that are neither a path nor a port (CFG 11.2), what comes before TLS, and whose right is missing.</summary>
public sealed class AddressFormTests
{
    /// <summary>A name without a file: padded with zeros, or ending where it ends.</summary>
    [Theory]
    [InlineData("abnsz")]
    [InlineData("abns")]
    public async Task AbstractSockets_AreListenedOn(string prefix)
    {
        const int NameBytesMax = 107;
        using var place = new Workplace();
        string name = string.Create(CultureInfo.InvariantCulture, $"weir-test-{place.Port}");
        string file = place.Write("abstract.cfg", $"""
            defaults
                mode http
                timeout client 30s
            frontend web
                bind 127.0.0.1:{place.Port}
                bind {prefix}@{name}
                http-request return status 200 content-type text/plain string served

            """);
        using WeirProcess weir = WeirProcess.Start("-f", file);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint("\0" + (prefix == "abns" ? name.PadRight(NameBytesMax, '\0') : name)));
        await client.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        byte[] reply = new byte[12];
        await new NetworkStream(client).ReadExactlyAsync(reply);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(reply));
        weir.Signal(15);
        weir.WaitForExit();
    }

    /// <summary>CFG 11 sockpair@: a parent accepts, and hands the connection over as a descriptor.</summary>
    [ProgramFact("/usr/bin/python3", "python3")]
    public void Sockpair_IsHandedConnections()
    {
        using var place = new Workplace();
        string file = place.Write("pair.cfg", """
            global
                nbthread 2
            defaults
                mode http
                timeout client 30s
            frontend web
                bind "sockpair@${PAIR}"
                http-request return status 200 content-type text/plain string served

            """);
        string script = place.Write("parent.py", """
            import os, socket, subprocess, sys
            ours, theirs = socket.socketpair()
            weir = subprocess.Popen([sys.argv[1], "-f", sys.argv[2]], env=dict(os.environ, PAIR=str(theirs.fileno())), pass_fds=[theirs.fileno()])
            for _ in range(2):
                client, accepted = socket.socketpair()
                socket.send_fds(ours, [b"x"], [accepted.fileno()])
                accepted.close()
                client.sendall(b"GET / HTTP/1.0\r\n\r\n")
                reply = b""
                while (piece := client.recv(4096)):
                    reply += piece
                print(reply.decode().split("\r\n")[0], reply.decode().split("\r\n")[-1])
            weir.terminate()
            sys.exit(weir.wait())
            """);
        using WeirProcess parent = WeirProcess.StartBy("/usr/bin/python3", script, WeirProcess.Program, file);
        parent.WaitForExit();
        Assert.Equal("HTTP/1.1 200 OK served\nHTTP/1.1 200 OK served\n", parent.Output);
    }

    /// <summary>The same for servers: one process hands its connections to another, which may be HAProxy, in both directions.</summary>
    [ProgramTheory("/usr/bin/python3", "python3")]
    [InlineData("weir", "weir")]
    [InlineData("weir", "/usr/sbin/haproxy")]
    [InlineData("/usr/sbin/haproxy", "weir")]
    public void Sockpair_OfAServer_HandsConnectionsOver(string front, string back)
    {
        if (!File.Exists("/usr/sbin/haproxy") && front + back != "weirweir")
        {
            return;
        }

        using var place = new Workplace();
        const string Common = "defaults\n mode http\n timeout client 30s\n timeout server 30s\n timeout connect 5s\n";
        string frontFile = place.Write("front.cfg", $"{Common}frontend web\n bind 127.0.0.1:{place.Port}\n default_backend app\nbackend app\n retries 0\n server a \"sockpair@${{PAIR}}\"\n");
        string backFile = place.Write("back.cfg", Common + "frontend app\n bind \"sockpair@${PAIR}\"\n http-request return status 200 content-type text/plain string served\n");
        string script = place.Write("parent.py", """
            import os, socket, subprocess, sys, time
            front, back, port = sys.argv[1:3], sys.argv[3:5], int(sys.argv[5])
            ours, theirs = socket.socketpair()
            def start(program, end):
                return subprocess.Popen([program[0], "-db", "-f", program[1]], env=dict(os.environ, PAIR=str(end.fileno())), pass_fds=[end.fileno()])
            def ask():
                for _ in range(1000):
                    try:
                        client = socket.create_connection(("127.0.0.1", port))
                        break
                    except ConnectionRefusedError:
                        time.sleep(0.01)
                client.sendall(b"GET / HTTP/1.0\r\n\r\n")
                reply = b""
                while (piece := client.recv(4096)):
                    reply += piece
                return reply.decode()
            first, second = start(front, ours), start(back, theirs)
            ours.close(), theirs.close()
            for _ in range(2):
                print(ask().split("\r\n")[0], ask().split("\r\n")[-1])
            second.kill(), second.wait()
            print(ask()[:10])
            first.kill(), first.wait()
            """);
        string Program(string name) => name == "weir" ? WeirProcess.Program : name;
        using WeirProcess parent = WeirProcess.StartBy("/usr/bin/python3", script, Program(front), frontFile, Program(back), backFile, place.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        parent.WaitForExit();
        Assert.Equal("HTTP/1.1 200 OK served\nHTTP/1.1 200 OK served\nHTTP/1.1 5\n", parent.Output);
    }

    /// <summary>CFG 5.1 accept-proxy with ssl: the PROXY header comes in plain text, the handshake behind it.</summary>
    [Fact]
    public async Task TlsBehindAProxyHeader_IsSpoken()
    {
        using var place = new Workplace();
        using TlsFolder folder = new();
        string file = place.Write("tls.cfg", $"""
            defaults
                mode http
                timeout client 30s
            frontend web
                bind 127.0.0.1:{place.Port}
                http-request return status 200 content-type text/plain string served
            frontend secure
                bind unix@{place.PathOf("s.sock")} accept-proxy ssl crt {folder.Make("server.pem", "CN=server")}
                http-request return status 200 content-type text/plain lf-string "%[src] %[dst_port] %[ssl_fc]"

            """);
        using WeirProcess weir = WeirProcess.Start("-f", file);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(place.PathOf("s.sock")));
        await client.SendAsync("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n"u8.ToArray());
        using var secured = new System.Net.Security.SslStream(new NetworkStream(client), false, static (_, certificate, _, _) => certificate is not null);
        await secured.AuthenticateAsClientAsync("server");
        await secured.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(secured);
        Assert.EndsWith("192.0.2.7 443 1", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        weir.Signal(15);
        weir.WaitForExit();
    }

    /// <summary>CFG 4.2 usesrc: who may not use addresses of others is told so at the start, and which right is missing.</summary>
    [ProgramFact("/usr/bin/setpriv", "util-linux")]
    public void UseSrc_WithoutTheRight_IsRefusedAtTheStart()
    {
        using var place = new Workplace();
        string file = place.Write("source.cfg", $"""
            defaults
                mode http
                timeout client 30s
                timeout connect 1s
                timeout server 30s
            listen web
                bind 127.0.0.1:{place.Port}
                source 0.0.0.0 usesrc clientip
                server s {IPAddress.Loopback}:{place.Port}

            """);
        using WeirProcess weir = Environment.IsPrivilegedProcess
            ? WeirProcess.StartBy("/usr/bin/setpriv", "--bounding-set", "-net_raw,-net_admin", "--inh-caps", "-all", WeirProcess.Program, "-f", file)
            : WeirProcess.Start("-f", file);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("web/s: 'usesrc' needs the right to use addresses of others", weir.Errors);
        Assert.Contains("CAP_NET_ADMIN", weir.Errors);
    }
}
