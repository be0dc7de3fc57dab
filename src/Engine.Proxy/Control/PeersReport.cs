using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Pages;
using Engine.Proxy.Peers;

namespace Engine.Proxy.Control;

/// <summary><c>show peers</c>: who shares tables with whom, and how far they are. Peers live on the loop of the runtime API.</summary>
public static class PeersReport
{
    private const int MsPerSecond = 1000;

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
            .Text(" resync_timeout=").Text(section.IsComplete ? "<PAST>" : Seconds(section.ResyncInMs)).Text(" task_calls=0\n");
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
        long waitMs = member.ReconnectMs - section.NowMs;
        page.Text("  0x").Hex((ulong)section.Plan.Where.Line).Text(": id=").Text(member.Plan.Name).Text(member.IsLocal ? "(local," : "(remote,").Text(member.Session is null ? "inactive" : "active")
            .Text(") addr=").Text(member.Plan.Endpoint.ToString()).Text(" last_status=").Text(status).Text(" last_hdshk=").Text(member.OpenedMs < 0 ? "<NEVER>" : Seconds(section.NowMs - member.OpenedMs)).Raw((byte)'\n');
        page.Text("        reconnect=").Text(member.ReconnectMs == 0 ? "<NEVER>" : waitMs <= 0 ? "<PAST>" : Seconds(waitMs)).Text(" new_conn=").Number(member.Connects).Raw((byte)'\n');
        page.Line("        shared tables:");
        foreach (PeersOutTable table in member.Tables)
        {
            page.Text("          local_id=").Number(table.Id).Text(" last_acked=").Number(table.Acknowledged).Text(" last_pushed=").Number(table.Pushed).Text(" teaching=").Number(table.IsWalking ? 1 : 0).Raw((byte)'\n');
            page.Text("              table: id=").Text(table.Table.Name).Text(" update=").Number(table.Table.LastUpdate).Text(" entries=").Number(table.Table.CountAt(call.NowMs)).Raw((byte)'\n');
        }
    }

    private static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / MsPerSecond}s");
}
