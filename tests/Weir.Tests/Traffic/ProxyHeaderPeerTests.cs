using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>PROXY headers between Weir and others: HAProxy in front and behind, nginx behind.</summary>
public sealed class ProxyHeaderPeerTests
{
    private const string Haproxy = "/usr/sbin/haproxy";
    private const string Nginx = "/usr/sbin/nginx";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [ProgramFact(Haproxy, "haproxy")]
    public async Task Haproxy_InFront_AndBehind_BothVersions()
    {
        int front = Ports.Free();
        int behind = Ports.Free();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Bind = " accept-proxy",
            Frontend = $"unique-id-format %[fc_pp_unique_id]/%[fc_pp_authority]\n use_backend v1 if {{ path /1 }}\n use_backend v2",
            Backend = $"server unused 127.0.0.1:1\nbackend v1\n server h 127.0.0.1:{behind} send-proxy\nbackend v2\n server h 127.0.0.1:{behind} send-proxy-v2 proxy-v2-options crc32c,unique-id,ssl",
        }, origins: 0);
        using Peer haproxy = Peer.Start(Haproxy, "-db -f", $"""
            defaults
                mode http
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend a
                bind 127.0.0.1:{front}
                unique-id-format from-haproxy
                use_backend v1 if {"{ path /1 }"}
                default_backend v2
            backend v1
                server w 127.0.0.1:{stand.Proxy.PortOf("front")} send-proxy
            backend v2
                server w 127.0.0.1:{stand.Proxy.PortOf("front")} send-proxy-v2 proxy-v2-options crc32c,unique-id,ssl,authority
            frontend c
                bind 127.0.0.1:{behind} accept-proxy
                http-request return status 200 content-type text/plain lf-string "%[src]:%[src_port] %[dst]:%[dst_port] %[fc_pp_unique_id]"

            """);
        await haproxy.IsListeningAsync(front, behind);
        foreach ((string path, string id) in new[] { ("/1", ""), ("/2", "from-haproxy/") })
        {
            using Wire client = await Wire.ConnectAsync(front);
            await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal($"127.0.0.1:{client.Port} 127.0.0.1:{front} {id}", (await client.ReceiveReplyAsync()).Body);
        }
    }

    [ProgramFact(Nginx, "nginx")]
    public async Task Nginx_Behind_BothVersions()
    {
        int behind = Ports.Free();
        using Peer nginx = Peer.Start(Nginx, "-g \"daemon off; pid nginx.pid; error_log stderr crit;\" -p . -c", $$"""
            events {}
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:{{behind}} proxy_protocol;
                    location / { return 200 "$proxy_protocol_addr:$proxy_protocol_port $proxy_protocol_server_addr:$proxy_protocol_server_port"; }
                }
            }

            """);
        await nginx.IsListeningAsync(behind);
        foreach (string option in (string[])["send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,ssl"])
        {
            using TestStand stand = await TestStand.StartAsync(backend: $"server n 127.0.0.1:{behind} {option}", origins: 0);
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync(Get);
            Assert.Equal($"127.0.0.1:{client.Port} 127.0.0.1:{stand.Proxy.PortOf("front")}", (await client.ReceiveReplyAsync()).Body);
        }
    }

    /// <summary>Another program with a configuration file of its own.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly Process _process;
        private readonly DirectoryInfo _folder;

        private Peer(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

        public static Peer Start(string program, string arguments, string configuration)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-peer-");
            string file = Path.Combine(folder.FullName, "peer.conf");
            File.WriteAllText(file, configuration);
            return new Peer(Process.Start(new ProcessStartInfo(program, $"{arguments} {file}") { WorkingDirectory = folder.FullName, RedirectStandardError = true })!, folder);
        }

        public async Task IsListeningAsync(params int[] ports)
        {
            long begin = Stopwatch.GetTimestamp();
            while (!Array.TrueForAll(ports, Ports.IsListening))
            {
                Assert.False(_process.HasExited, _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "");
                Assert.True(Stopwatch.GetElapsedTime(begin) < Wire.Patience, "the peer does not listen");
                await Task.Delay(10);
            }
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
