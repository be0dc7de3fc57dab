using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Engine.Proxy;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using K = Engine.Stages.Statistics.StatKinds;
using T = Engine.Proxy.State.TrafficCount;

namespace Engine.Stages.Statistics;

/// <summary>
/// Counters in a file, so that those of the next process go on from them (CFG 3.1 stats-file, MGT 9.3 dump stats-file). Of whatever has a
/// <c>guid</c>, which is how it is found again: a part for frontends and listeners, one for backends and servers, each with its columns' names.
/// </summary>
public static class CounterFile
{
    private const string Frontends = "#fe", Backends = "#be", GuidColumn = "guid";

    private static readonly (string Name, K Kinds, T Count)[] Columns =
    [
        ("stot", K.Server | K.Listener, T.Picks), ("bin", K.All, T.BytesIn), ("bout", K.All, T.BytesOut), ("dreq", K.All, T.DeniedRequests),
        ("dresp", K.All, T.DeniedResponses), ("ereq", K.Frontend | K.Listener, T.RequestErrors), ("econ", K.Backend | K.Server, T.ConnectErrors),
        ("eresp", K.Backend | K.Server, T.ResponseErrors), ("wretr", K.Backend | K.Server, T.Retries), ("wredis", K.Backend | K.Server, T.Redispatches),
        ("hrsp_1xx", K.All, T.Status1xx), ("hrsp_2xx", K.All, T.Status2xx), ("hrsp_3xx", K.All, T.Status3xx), ("hrsp_4xx", K.All, T.Status4xx),
        ("hrsp_5xx", K.All, T.Status5xx), ("hrsp_other", K.All, T.OtherStatus), ("req_tot", K.Frontend, T.Requests),
        ("cli_abrt", K.Backend | K.Server, T.ClientAborts), ("srv_abrt", K.Backend | K.Server, T.ServerAborts), ("intercepted", K.Frontend, T.Intercepted),
        ("dcon", K.Frontend | K.Listener, T.DeniedConnections), ("dses", K.Frontend | K.Listener, T.DeniedSessions), ("wrew", K.All, T.FailedRewrites),
        ("connect", K.Backend | K.Server, T.Connects), ("reuse", K.Backend | K.Server, T.Reuses), ("eint", K.All, T.InternalErrors),
    ];

    /// <summary>Writes both parts, one row a step.</summary>
    internal static IEnumerator<Slice> Write(ProxyEngine engine, TextPage page)
    {
        foreach ((string mark, K kinds) in ((string, K)[])[(Frontends, K.Frontend | K.Listener), (Backends, K.Backend | K.Server)])
        {
            page.Text(mark).Text(" ").Text(GuidColumn).Raw((byte)',');
            foreach ((string name, K of, _) in Columns)
            {
                page.Text((of & kinds) != 0 ? name + "," : "");
            }

            page.Raw((byte)'\n');
            StatSubject subject = new();
            foreach (SectionPlan section in engine.Plan.Sections)
            {
                foreach (StatSubject row in subject.RowsOf(section, kinds))
                {
                    Write(page, row, kinds);
                    yield return Slice.Next;
                }
            }

            page.Raw((byte)'\n');
        }
    }

    /// <summary>Counters of a plan go on from the file that its configuration names, before any loop runs. A file that cannot be read is said, and is no reason not to start.</summary>
    public static void Load(ProxyPlan plan, TextWriter errors)
    {
        if (plan.Global.StatsFile is not { } path)
        {
            return;
        }

        try
        {
            Load(plan, File.ReadAllLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"[WARNING] global: 'stats-file {path}': {e.Message} Counters begin with 0");
        }
    }

    private static void Load(ProxyPlan plan, string[] lines)
    {
        Dictionary<string, string[]> values = [];
        Dictionary<string, string[]> names = [];
        string[] heading = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(',');
            if (line.StartsWith('#'))
            {
                heading = line.StartsWith(Frontends, StringComparison.Ordinal) || line.StartsWith(Backends, StringComparison.Ordinal) ? words : [];
            }
            else if (heading.Length > 0 && words.Length > 1)
            {
                // A listen section has one name in both parts.
                string key = heading[0][..Frontends.Length] + words[0];
                values[key] = words;
                names[key] = heading;
            }
        }

        StatSubject subject = new();
        foreach (SectionPlan section in plan.Sections)
        {
            foreach (StatSubject row in subject.RowsOf(section, K.All))
            {
                string key = (row.Is(K.Frontend | K.Listener) ? Frontends : Backends) + row.Guid;
                if (row.Guid is not null && values.TryGetValue(key, out string[]? known))
                {
                    Apply(row, names[key], known);
                }
            }
        }
    }

    private static void Apply(StatSubject row, string[] heading, string[] values)
    {
        foreach ((string name, _, T count) in Columns)
        {
            int at = Array.IndexOf(heading, name);
            if (at <= 0 || at >= values.Length || !long.TryParse(values[at], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                continue;
            }

            if (name == "stot" && row.Is(K.Frontend))
            {
                row.Frontend!.State.Preload(value);
            }
            else if (name == "stot" && row.Is(K.Backend))
            {
                row.Backend!.State.Preload(value);
            }
            else
            {
                row.Traffic.Preload(count, value);
            }
        }
    }

    private static void Write(TextPage page, StatSubject row, K kinds)
    {
        if (row.Guid is not { } guid)
        {
            return;
        }

        page.Text(guid).Raw((byte)',');
        foreach ((string name, K of, T count) in Columns)
        {
            if ((of & kinds) != 0)
            {
                page.Number(name == "stot" ? StatFields.SessionsTotal(row) : row.Traffic[count]).Raw((byte)',');
            }
        }

        page.Raw((byte)'\n');
    }
}
