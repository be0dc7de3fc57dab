using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;
using Xunit.Sdk;

namespace Weir.Tests.Logs;

/// <summary>A real rsyslogd with the rules of the users' guide: errors into one file by message alone, what is more urgent into another.</summary>
public sealed class RsyslogTests
{
    private const string Rsyslogd = "/usr/sbin/rsyslogd";

    [ProgramFact(Rsyslogd, "rsyslog")]
    public async Task TheRulesOfTheGuide_FindWhatTheyLookFor()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-rsyslog-");
        int port = FreeUdpPort();
        using Process syslog = Start(folder, port);
        try
        {
            await ListeningAsync(port);
            string info = Path.Combine(folder.FullName, "haproxy-info.log");
            string others = Path.Combine(folder.FullName, "haproxy-allbutinfo.log");
            using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
            {
                Global = $"log 127.0.0.1:{port} local0",
                Defaults = "log global\n option httplog clf\n option dontlognull\n option dontlog-normal",
                Frontend = "capture request header Host len 128\n log-format \"%ci\\ [%trl]\\ %HM\\ \\\"%HU\\\"\\ \\\"%HV\\\"\\ %ST\\ %B\\ %hr\\ %s\\ %b\\ %TR/%Tw/%Tc/%Tr/%Ta\\ %ac/%fc/%bc/%sc/%rc\"\n http-request deny if { req.hdr(bot) -m found }",
            });
            using Wire client = await stand.ConnectAsync();
            using Wire server = await stand.ExchangeAsync(client);
            await client.SendAsync("GET /refused HTTP/1.1\r\nHost: a\r\nBot: 1\r\n\r\n");
            await client.ReceiveReplyAsync();
            string line = await LineOfAsync(info, "/refused");
            Assert.True(SyslogReceiver.Matches(" 127.0.0.1 [DATE] GET \"/refused\" \"HTTP/1.1\" 403 ~ {a} <NOSRV> web ~/-1/-1/-1/~ 1/1/0/0/0", line), line);

            client.Dispose();
            stand.Proxy.Signal(ProxyProcess.SigUsr1);
            Assert.EndsWith("Proxy web stopped (cumulated conns: FE: 1, BE: 0).", await LineOfAsync(others, "Proxy web stopped"), StringComparison.Ordinal);

            // The exchange that went well is in neither file.
            Assert.DoesNotContain(" 200 ", await File.ReadAllTextAsync(info), StringComparison.Ordinal);
            Assert.DoesNotContain(" 200 ", await File.ReadAllTextAsync(others), StringComparison.Ordinal);
        }
        finally
        {
            syslog.Kill();
            await syslog.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(DirectoryInfo folder, int port)
    {
        string file = Path.Combine(folder.FullName, "rsyslog.conf");
        File.WriteAllText(file, $"""
            $ModLoad imudp
            $UDPServerAddress 127.0.0.1
            $UDPServerRun {port}
            $template Haproxy, "%msg%\n"
            local0.=info {folder.FullName}/haproxy-info.log;Haproxy
            local0.notice {folder.FullName}/haproxy-allbutinfo.log

            """);
        return Process.Start(new ProcessStartInfo(Rsyslogd, ["-n", "-f", file, "-i", Path.Combine(folder.FullName, "pid")]) { RedirectStandardError = true, WorkingDirectory = folder.FullName })!;
    }

    private static async Task<string> LineOfAsync(string file, string mark)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Wire.Patience)
        {
            if (File.Exists(file))
            {
                foreach (string line in await File.ReadAllLinesAsync(file))
                {
                    if (line.Contains(mark, StringComparison.Ordinal))
                    {
                        return line;
                    }
                }
            }

            await Task.Delay(20);
        }

        throw new XunitException($"rsyslogd wrote no line with '{mark}' to {file}");
    }

    private static async Task ListeningAsync(int port)
    {
        string mark = ":" + port.ToString("X4", System.Globalization.CultureInfo.InvariantCulture) + " ";
        long begin = Stopwatch.GetTimestamp();
        while (!(await File.ReadAllTextAsync("/proc/net/udp")).Contains(mark, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Wire.Patience, "rsyslogd does not listen");
            await Task.Delay(20);
        }
    }

    private static int FreeUdpPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
