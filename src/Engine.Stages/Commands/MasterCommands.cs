using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Stages.Statistics;

namespace Engine.Stages.Commands;

/// <summary>What programs ask of a master socket (MGT 9.4). Master and worker are one process here.</summary>
internal static class MasterCommands
{
    private const int ColumnWidth = 15;
    private const long SecondsPerDay = 86400, SecondsPerHour = 3600, SecondsPerMinute = 60;

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show proc", "", "show processes status: one process is master and worker", ControlLevel.Operator, ShowProcesses),
    ];

    private static IEnumerator<Slice>? ShowProcesses(CommandCall call)
    {
        ProcessFacts facts = call.Engine.Process;
        (int reloads, int failed) = facts.Reloads?.Invoke() ?? (0, 0);
        string uptime = Uptime(new InfoSource(call.Engine).UptimeSeconds);
        string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Row(call.Page, "#<PID>", "<type>", "<reloads>", "<uptime>", "<version>");
        Row(call.Page, pid, "master", string.Create(CultureInfo.InvariantCulture, $"{reloads} [failed: {failed}]"), uptime, facts.Version);
        call.Page.Line("# workers");
        Row(call.Page, pid, "worker", "0", uptime, facts.Version);
        call.Page.Line("# old workers").Line("# programs");
        return null;
    }

    private static void Row(TextPage page, params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns[..^1])
        {
            page.Text(column.PadRight(ColumnWidth)).Raw((byte)' ');
        }

        page.Line(columns[^1]);
    }

    private static string Uptime(long seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seconds / SecondsPerDay}d{seconds % SecondsPerDay / SecondsPerHour:D2}h{seconds % SecondsPerHour / SecondsPerMinute:D2}m{seconds % SecondsPerMinute:D2}s");
}
