using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Engine.IO.Tests;

/// <summary>Ports of 127.0.0.1 for programs that must be told theirs.</summary>
internal static class Ports
{
    // Below what the kernel hands out for port 0 and for outgoing connections (ip_local_port_range begins at 32768).
    private const int First = 12000;
    private const int Count = 20000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port on which nobody listens, and which no other test of this run is given.</summary>
    /// <param name="inRow">How many, one behind the other; the first is told.</param>
    public static int Free(int inRow = 1)
    {
        while (true)
        {
            int first = First + (int)((uint)(Interlocked.Add(ref _next, inRow) - inRow) % Count);
            if (Enumerable.Range(first, inRow).All(IsFree))
            {
                return first;
            }
        }
    }

    /// <summary>Whether a socket listens on the port; asked of the kernel, so that no connection is made to find out.</summary>
    public static bool IsListening(int port)
    {
        const string Listening = "0A";
        string address = port.ToString("X4", CultureInfo.InvariantCulture);
        return Table("/proc/net/tcp") || Table("/proc/net/tcp6");

        bool Table(string path) => File.ReadLines(path).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields[3] == Listening && fields[1].EndsWith(':' + address, StringComparison.Ordinal));
    }

    private static bool IsFree(int port)
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
