using System;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Health;

/// <summary>A proxy that checks one server, which the test plays by hand, and logs what it thinks of it.</summary>
internal sealed class CheckStand : IDisposable
{
    private CheckStand(ProxyProcess proxy, Origin server, SyslogReceiver log) => (Proxy, Server, Log) = (proxy, server, log);

    public ProxyProcess Proxy { get; }

    public Origin Server { get; }

    public SyslogReceiver Log { get; }

    /// <param name="lines">Of backend b, before its server s.</param>
    /// <param name="options">Of the server, behind <c>check rise 1 fall 1</c>.</param>
    /// <param name="global">Of the global section.</param>
    public static async Task<CheckStand> StartAsync(string lines, string options = "inter 30s fastinter 50", string global = "")
    {
        Origin server = new();
        SyslogReceiver log = SyslogReceiver.Udp();
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            global
                nbthread 1
                {{global}}
                log {{log.Address}} format raw local0
            defaults
                log global
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend f
                mode {{(lines.Contains("mode tcp", StringComparison.Ordinal) ? "tcp" : "http")}}
                bind 127.0.0.1:{front}
                default_backend b
            backend b
                {{lines.Replace("\n", "\n    ", StringComparison.Ordinal)}}
                server s 127.0.0.1:{{port}} check rise 1 fall 2 {{options}}
            """);
        return new CheckStand(proxy, server, log);
    }

    public void Dispose()
    {
        Proxy.Dispose();
        Server.Dispose();
        Log.Dispose();
    }
}
