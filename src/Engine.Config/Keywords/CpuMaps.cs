using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>cpu-map [auto:]GROUP[/THREADS] CPUS...</c>. There is one thread group, so GROUP is 1 or all.</summary>
internal static class CpuMaps
{
    /// <summary>CPU_SETSIZE of the C library.</summary>
    private const int CpusMax = 1024;

    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        if (!TryReadThreads(call, out bool auto, out int first, out int last, out int step))
        {
            return;
        }

        var cpus = new List<int>();
        foreach (ArgumentValue value in call.Values)
        {
            if (value.Argument.Label == "CPUS" && !TryReadCpus(call, value, cpus))
            {
                return;
            }
        }

        // Without a range of threads, "auto" pins as many threads as processors are listed.
        last = auto && last == GlobalKeywords.ThreadsMax ? first + ((cpus.Count - 1) * step) : last;
        if (auto && step == 1 && last - first + 1 != cpus.Count)
        {
            call.Error(call.Values[0].Word, $"'auto:' gives each of {last - first + 1} threads one processor, but {cpus.Count} are listed", "list as many processors as threads, or remove 'auto:'");
            return;
        }

        global.CpuMaps.Add(new CpuMapConfig(first, last, auto, cpus) { Step = step });
    }

    private static bool TryReadThreads(KeywordCall call, out bool auto, out int first, out int last, out int step)
    {
        step = 1;
        string text = call.Text();
        int word = call.Values[0].Word;
        auto = text.StartsWith("auto:", System.StringComparison.Ordinal);
        text = auto ? text["auto:".Length..] : text;
        int slash = text.IndexOf('/', System.StringComparison.Ordinal);
        string group = slash < 0 ? text : text[..slash];
        string threads = slash < 0 ? "all" : text[(slash + 1)..];
        (first, last) = (1, GlobalKeywords.ThreadsMax);
        if (group is not ("1" or "all"))
        {
            call.Error(word, TryReadRange(group, 64, out _, out _) || group is "odd" or "even" ? $"thread group '{group}' is known, but not supported yet" : $"'{group}' is not a thread group", "all threads are in group 1: write 1/THREADS");
            return false;
        }

        if (threads is "odd" or "even")
        {
            (first, step) = (threads == "odd" ? 1 : 2, 2);
            return true;
        }

        if (threads == "all" || TryReadRange(threads, GlobalKeywords.ThreadsMax, out first, out last) && first > 0)
        {
            return true;
        }

        call.Error(word, $"'{threads}' is not a set of threads", "threads are counted from 1: write all, odd, even, 3, 1-4 or 3-");
        return false;
    }

    private static bool TryReadCpus(KeywordCall call, ArgumentValue value, List<int> cpus)
    {
        foreach (string part in value.Text.Split(','))
        {
            if (part is "all" or "odd" or "even")
            {
                call.NotSupported($"the processor set '{part}'", value.Word);
                return false;
            }

            if (!TryReadRange(part, CpusMax - 1, out int first, out int last))
            {
                call.Error(value.Word, $"'{part}' is not a set of processors", "processors are counted from 0: write 3, 0-3, or 0,2");
                return false;
            }

            for (int cpu = first; cpu <= last; cpu++)
            {
                cpus.Add(cpu);
            }
        }

        return true;
    }

    private static bool TryReadRange(string text, int max, out int first, out int last)
    {
        int dash = text.IndexOf('-', System.StringComparison.Ordinal);

        // "3-" goes to the end.
        bool isOpen = dash >= 0 && dash == text.Length - 1;
        last = max;
        bool read = int.TryParse(dash < 0 ? text : text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && (isOpen || int.TryParse(dash < 0 ? text : text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out last));
        return read && first <= last && last <= max;
    }
}
