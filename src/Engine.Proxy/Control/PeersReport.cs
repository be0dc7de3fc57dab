using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Pages;
using Engine.Proxy.Peers;

namespace Engine.Proxy.Control;

/// <summary><c>show peers</c>: who shares tables with whom, and how far they are. Peers live on the loop of the runtime API.</summary>
public static class PeersReport
{
    private const int MsPerSecond = 1000;
    private const string Never = "<NEVER>", Past = "<PAST>";

    /// <summary>Writes all sections, or the one of a name. False when there is none of that name.</summary>
    public static bool TryWrite(CommandCall call, string name)
    {
        bool found = false;
        foreach (PeersSection section in call.Place.Peers?.Sections ?? [])
        {
            if (name.Length == 0 || section.Plan.Name == name)
            {
                found = true;
                Write(call, section);
            }
        }

        return found || name.Length == 0;
    }

    private static void Write(CommandCall call, PeersSection section)
    {
        string now = call.Place.Loop.Clock.UtcNow.ToLocalTime().ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture);
        call.Page.Text("0x").Hex((ulong)section.Plan.Where.Line).Text(": [").Text(now).Text("] id=").Text(section.Plan.Name).Text(" disabled=0 flags=0x").Hex(section.IsComplete ? 1u : 0u)
            .Text(" resync_timeout=").Text(section.IsComplete ? Past : Seconds(section.ResyncInMs)).Text(" task_calls=0\n");
        foreach (PeersMember member in section.Members)
        {
            Write(call, section, member);
        }
    }

    private static void Write(CommandCall call, PeersSection section, PeersMember member)
    {
        TextPage page = call.Page;
        string status = member.Session switch
        {
            { IsOpen: true } => "ESTA",
            not null => "CONN",
            null => member.Connects == 0 ? "NONE" : "RETR",
        };
        page.Text("  0x").Hex((ulong)section.Plan.Where.Line).Text(": id=").Text(member.Plan.Name).Text(member.IsLocal ? "(local," : "(remote,").Text(member.Session is null ? "inactive" : "active")
            .Text(") addr=").Text(member.Plan.Endpoint.ToString()).Text(" last_status=").Text(status).Text(" last_hdshk=").Line(member.OpenedMs < 0 ? Never : Seconds(section.NowMs - member.OpenedMs));
        long waitMs = member.ReconnectMs - section.NowMs;
        string heartbeat = member.Session is { IsOpen: true } session ? Seconds(session.HeartbeatInMs) : Never;
        page.Text("        reconnect=").Text(member.ReconnectMs == 0 ? Never : waitMs <= 0 ? Past : Seconds(waitMs)).Text(" heartbeat=").Text(heartbeat).Text(" confirm=0 tx_hbt=").Number(member.HeartbeatsSent)
            .Text(" rx_hbt=").Number(member.HeartbeatsHeard).Text(" no_hbt=").Number(member.Silences).Text(" new_conn=").Number(member.Connects).Text(" proto_err=").Number(member.ProtocolErrors).Text(" coll=").Number(member.Collisions).Raw((byte)'\n');
        page.Line("        flags=0x0").Line("        shared tables:");
        foreach (PeersOutTable table in member.Tables)
        {
            Write(page, section, table, member.Session?.Talk.AnnouncedOf(table.Table));
        }

        page.Line("        Dictionary cache not dumped (use \"show peers dict\")");
    }

    private static void Write(TextPage page, PeersSection section, PeersOutTable table, PeersInTable? announced)
    {
        page.Text("          0x").Hex((ulong)section.Plan.Where.Line).Text(" local_id=").Number(table.Id).Text(" remote_id=").Number((long)(announced?.Id ?? 0)).Line(" flags=0x0 remote_data=0x0");
        page.Text("              last_acked=").Number(table.Acknowledged).Text(" last_pushed=").Number(table.Pushed).Text(" last_get=").Number(announced?.Learned ?? 0).Text(" teaching_origin=0 update=").Number(table.Pushed).Raw((byte)'\n');
        page.Text("              table:0x").Hex((ulong)section.Plan.Where.Line).Text(" id=").Text(table.Table.Name).Text(" update=").Number(table.Table.LastUpdate).Text(" localupdate=").Number(table.Table.LastUpdate).Text(" commitupdate=").Number(table.Pushed).Line(" refcnt=1");
    }

    private static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / MsPerSecond}s");
}
