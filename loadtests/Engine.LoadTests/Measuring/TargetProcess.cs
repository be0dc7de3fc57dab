using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Engine.LoadTests.Measuring;

/// <summary>
/// What the target costs, from /proc: CPU time and resident memory of all processes that hold its listening socket, such as nginx's master and
/// workers. A process that has gone counts with what it had used when last seen.
/// </summary>
internal sealed class TargetProcess
{
    /// <summary>USER_HZ: what the kernel shows user space, 100 on every Linux port there is.</summary>
    private const double TicksPerSecond = 100;

    private readonly Dictionary<int, Usage> _last = [];

    public TargetProcess(IReadOnlyCollection<int> pids)
    {
        foreach (int pid in pids)
        {
            _last[pid] = default;
        }

        Name = NameOf(_last.Keys);
    }

    /// <summary>"nginx (1201, 1202)".</summary>
    public string Name { get; }

    /// <summary>The most that all of them together had resident at any sample, bytes.</summary>
    public long MemoryMaxBytes { get; private set; }

    /// <summary>Looks at memory, and returns the CPU time used so far.</summary>
    public Usage Sample()
    {
        long memory = 0;
        Usage sum = default;
        foreach (int pid in new List<int>(_last.Keys))
        {
            if (TryRead($"/proc/{pid}/stat", out string stat) && TryParseStat(stat, out Usage usage))
            {
                _last[pid] = usage;
                memory += ResidentBytes(pid);
            }

            sum = new Usage(sum.User + _last[pid].User, sum.System + _last[pid].System);
        }

        MemoryMaxBytes = Math.Max(MemoryMaxBytes, memory);
        return sum;
    }

    /// <summary>Fields 14 and 15 of proc(5)'s stat; the second field is a name in parentheses that may hold anything.</summary>
    internal static bool TryParseStat(string stat, out Usage usage)
    {
        usage = default;
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 13
            || !long.TryParse(fields[11], NumberStyles.None, CultureInfo.InvariantCulture, out long user)
            || !long.TryParse(fields[12], NumberStyles.None, CultureInfo.InvariantCulture, out long system))
        {
            return false;
        }

        usage = new Usage(TimeSpan.FromSeconds(user / TicksPerSecond), TimeSpan.FromSeconds(system / TicksPerSecond));
        return true;
    }

    private static long ResidentBytes(int pid) =>
        TryRead($"/proc/{pid}/statm", out string statm) && statm.Split(' ') is [_, string resident, ..]
        && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out long pages)
            ? pages * Environment.SystemPageSize
            : 0;

    private static string NameOf(IEnumerable<int> pids)
    {
        string name = "";
        var numbers = new List<string>();
        foreach (int pid in pids)
        {
            name = name.Length == 0 && TryRead($"/proc/{pid}/comm", out string comm) ? comm.Trim() : name;
            numbers.Add(pid.ToString(CultureInfo.InvariantCulture));
        }

        return $"{name} ({string.Join(", ", numbers)})";
    }

    private static bool TryRead(string path, out string text)
    {
        try
        {
            text = File.ReadAllText(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            text = "";
            return false;
        }
    }
}
