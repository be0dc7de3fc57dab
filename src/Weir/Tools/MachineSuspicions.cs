using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.NetworkInformation;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Limits;
using Weir.Life;

namespace Weir.Tools;

/// <summary>What this machine will not give to the configuration as it is.</summary>
internal static class MachineSuspicions
{
    /// <summary>Unconnected, in the notation of /proc/net/udp: what a receiver is.</summary>
    private const string Unconnected = "07";

    public static void Find(Configuration configuration, DiagnosticBag findings)
    {
        FindDeafTargets(configuration, findings, UdpReceivers());
        FindFileLimit(configuration, findings);
    }

    /// <param name="receivers">Null when nobody can tell.</param>
    private static void FindDeafTargets(Configuration configuration, DiagnosticBag findings, HashSet<(string Address, int Port)>? receivers)
    {
        if (receivers is null)
        {
            return;
        }

        var seen = new HashSet<Statement>();
        var targets = new List<LogTargetConfig>(configuration.Global.LogTargets);
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            targets.AddRange(proxy.LogTargets);
        }

        foreach (LogTargetConfig target in targets)
        {
            if (target.Ring is null && seen.Add(target.Where) && LocalAddressOf(target.Address) is { } address && !Hears(receivers, address, target.Address.FirstPort))
            {
                findings.Warning(target.Where, 1, $"nothing on this machine receives UDP at {address}:{target.Address.FirstPort}: these log lines will be lost", "start a syslog server that listens there (rsyslog: module imudp), or write 'log stdout format raw local0'");
            }
        }
    }

    private static bool Hears(HashSet<(string Address, int Port)> receivers, IPAddress address, int port) =>
        receivers.Contains((address.ToString(), port)) || receivers.Contains(("0.0.0.0", port)) || receivers.Contains(("::", port));

    /// <summary>Null for what is no UDP address of this machine.</summary>
    private static IPAddress? LocalAddressOf(AddressConfig address)
    {
        if (address.IsStream || address.Family is AddressFamily.Unix or AddressFamily.Abstract or AddressFamily.Descriptor || !IPAddress.TryParse(address.Host, out IPAddress? ip))
        {
            return null;
        }

        if (IPAddress.IsLoopback(ip))
        {
            return ip;
        }

        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (UnicastIPAddressInformation own in card.GetIPProperties().UnicastAddresses)
            {
                if (own.Address.Equals(ip))
                {
                    return ip;
                }
            }
        }

        return null;
    }

    private static HashSet<(string Address, int Port)>? UdpReceivers()
    {
        var receivers = new HashSet<(string Address, int Port)>();
        try
        {
            foreach (string file in (string[])["/proc/net/udp", "/proc/net/udp6"])
            {
                if (File.Exists(file))
                {
                    UdpTable.Read(File.ReadAllLines(file), receivers, Unconnected);
                }
            }

            return File.Exists("/proc/net/udp") ? receivers : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the start would say, said before it.</summary>
    private static void FindFileLimit(Configuration configuration, DiagnosticBag findings)
    {
        GlobalConfig global = configuration.Global;
        if (global.MaxConn is not { } wanted)
        {
            return;
        }

        FileLimits.Read(out _, out ulong hard);
        int room = DescriptorLimits.RoomFor(configuration, global.ThreadsOn(Environment.ProcessorCount), hard);
        if (wanted > room)
        {
            findings.Add(new Diagnostic(
                Severity.Warning,
                new SourceSpan("global", 0, 0, 0),
                "",
                string.Create(CultureInfo.InvariantCulture, $"maxconn {wanted} does not fit the {hard} files that a process started here may open: it would serve with maxconn {room}"),
                "raise the limit where the process is started (ulimit -n, LimitNOFILE), or lower maxconn"));
        }
    }
}
