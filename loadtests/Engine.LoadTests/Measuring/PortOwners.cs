using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Engine.LoadTests.Measuring;

/// <summary>Finds out, from /proc, which processes of this machine listen on a TCP port.</summary>
internal static class PortOwners
{
    private const string ListenState = "0A"; // TCP_LISTEN, as /proc/net/tcp writes it

    /// <summary>Empty when nobody does, or when it is not ours to see (their descriptors are shown to their user and to root).</summary>
    public static IReadOnlyList<int> Find(int port)
    {
        var sockets = new HashSet<string>();
        AddListening("/proc/net/tcp", port, sockets);
        AddListening("/proc/net/tcp6", port, sockets);
        var pids = new List<int>();
        foreach (string folder in sockets.Count > 0 ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && Holds(folder, sockets))
            {
                pids.Add(pid);
            }
        }

        pids.Sort();
        return pids;
    }

    /// <summary>One line of /proc/net/tcp: "socket:[INODE]" when it listens on the port, else null.</summary>
    internal static string? ListeningSocket(string line, int port)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 9 && fields[3] == ListenState && fields[1].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? $"socket:[{fields[9]}]"
            : null;
    }

    private static void AddListening(string table, int port, HashSet<string> sockets)
    {
        foreach (string line in File.Exists(table) ? File.ReadAllLines(table) : [])
        {
            if (ListeningSocket(line, port) is { } socket)
            {
                sockets.Add(socket);
            }
        }
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            foreach (string descriptor in Directory.GetFiles(process + "/fd"))
            {
                if (new FileInfo(descriptor).LinkTarget is { } link && sockets.Contains(link))
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else.
        }

        return false;
    }
}
