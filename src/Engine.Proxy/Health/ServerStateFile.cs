using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>Servers' states of before the start, in files that <c>show servers state</c> has filled (CFG 3.1 server-state-file, 4.2 load-server-state-from-file).</summary>
public static class ServerStateFile
{
    /// <summary>All servers of a plan, or of one backend.</summary>
    public static string Write(ProxyPlan plan, BackendState? only = null)
    {
        StringBuilder text = new(ServerStateRow.Head);
        foreach (BackendPlan backend in plan.Backends)
        {
            foreach (ServerState server in only is null || only == backend.State ? backend.State.Servers : [])
            {
                ServerStateRow.Write(server, text);
            }
        }

        return text.ToString();
    }

    /// <summary>Gives servers the states they had, before any loop runs. A file that is not there is no mistake: there was no earlier process.</summary>
    public static void Load(ProxyPlan plan, TextWriter errors)
    {
        Dictionary<string, string[]?> files = [];
        foreach (BackendPlan backend in plan.Backends)
        {
            if (backend.StateFile is not { } path)
            {
                continue;
            }

            if (!files.TryGetValue(path, out string[]? lines))
            {
                files[path] = lines = Read(path, errors);
            }

            foreach (string line in lines ?? [])
            {
                if (ServerStateRow.Read(line) is { } row && row.Backend == backend.Name && backend.State.Find(ByteText.ToBytes(row.Server)) is { } server)
                {
                    row.Apply(server);
                }
            }
        }
    }

    private static string[]? Read(string path, TextWriter errors)
    {
        try
        {
            string[] lines = File.ReadAllLines(path);
            if (lines.Length > 0 && lines[0].Trim() != "1")
            {
                errors.WriteLine($"[WARNING] {path}: servers' states of version '{lines[0]}' are not known: the file is not used");
                return null;
            }

            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"[WARNING] {path}: servers' states could not be read: {e.Message}");
            return null;
        }
    }
}
