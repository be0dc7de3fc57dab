using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Engine.IO.Tests;
using Weir.Native;

namespace Weir.Tests.Processes;

/// <summary>A folder for one test, with a configuration that answers by itself on a port of its own.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-test-");

    /// <param name="global">Lines of the global section.</param>
    /// <param name="answer">What the frontend answers.</param>
    public Workplace(string global = "", string answer = "served")
    {
        Port = Ports.Free();
        Configuration = Write("weir.cfg", $"""
            global
                {global}
            defaults
                mode http
                timeout client 30s
                timeout connect 1s
                timeout server 30s
            frontend web
                bind 127.0.0.1:{Port}
                http-request return status 200 content-type text/plain string {answer}

            """);
    }

    public int Port { get; }

    public string Configuration { get; }

    public string PidFile => PathOf("pid");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public int ReadPid() => int.Parse(File.ReadAllText(PidFile));

    /// <summary>Waits for the end of a process that is not a child of this one.</summary>
    public static bool WaitForEnd(int pid)
    {
        long start = Stopwatch.GetTimestamp();
        while (ProcessCalls.Kill(pid, 0) == 0 && !IsZombie(pid))
        {
            if (Stopwatch.GetElapsedTime(start) > WeirProcess.Patience)
            {
                return false;
            }

            Thread.Sleep(20);
        }

        return true;
    }

    public void Dispose()
    {
        if (File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), out int pid) && IsWeir(pid))
        {
            _ = ProcessCalls.Kill(pid, 9);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>In a container nobody may collect orphans: ended is ended all the same.</summary>
    private static bool IsZombie(int pid) => ReadProc(pid, "status").Contains("State:\tZ", StringComparison.Ordinal);

    private static bool IsWeir(int pid) => ReadProc(pid, "cmdline").Contains("weir", StringComparison.Ordinal);

    private static string ReadProc(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
