using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Engine.IO.Addressing;

namespace Engine.Proxy.Health;

/// <summary>Where servers were before the start, for those that are found by a name (CFG 5.2 init-addr last). What is wrong with a file is told by whoever reads all of it.</summary>
internal sealed class LastAddresses
{
    private readonly Dictionary<string, List<ServerStateRow>> _files = new(StringComparer.Ordinal);

    /// <summary>Null when no file of states names the server with an address.</summary>
    internal SocketEndpoint? Find(ProxyConfig proxy, GlobalConfig global, string server)
    {
        if (HealthCompiler.StateFileOf(proxy, global) is not { } path)
        {
            return null;
        }

        if (!_files.TryGetValue(path, out List<ServerStateRow>? rows))
        {
            _files[path] = rows = Read(path);
        }

        return rows.Find(row => row.Backend == proxy.Name && row.Server == server)?.Address;
    }

    private static List<ServerStateRow> Read(string path)
    {
        List<ServerStateRow> rows = [];
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                if (ServerStateRow.Read(line) is { } row)
                {
                    rows.Add(row);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            rows.Clear();
        }

        return rows;
    }
}
