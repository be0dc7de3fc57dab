using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>Listings of servers and backends.</summary>
internal static class ServerListings
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show backend", "", "list backends in the current running config", ControlLevel.User, ShowBackend),
        new("show servers state", "[<backend>]", "dump volatile server information (all or for a single backend)", ControlLevel.User, ShowState),
        new("show servers conn", "[<backend>]", "dump server connections status (all or for a single backend)", ControlLevel.User, ShowConn),
    ];

    private static IEnumerator<Slice>? ShowBackend(CommandCall call)
    {
        call.Page.Line("# name");
        foreach (BackendPlan backend in call.Plan.Backends)
        {
            call.Page.Line(backend.Name);
        }

        return null;
    }

    private static IEnumerator<Slice>? ShowState(CommandCall call)
    {
        if (!TryBackend(call, out BackendPlan? only))
        {
            return null;
        }

        call.Page.Text(ServerStateRow.Head);
        return Write(call, only, WriteState);
    }

    private static IEnumerator<Slice>? ShowConn(CommandCall call)
    {
        if (!TryBackend(call, out BackendPlan? only))
        {
            return null;
        }

        call.Page.Text("# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[").Number(call.Engine.Loops.Count).Line("]");
        return Write(call, only, WriteConn);
    }

    private static bool TryBackend(CommandCall call, out BackendPlan? backend)
    {
        backend = call[0].Length == 0 ? null : ServerTarget.FindBackend(call, call[0]);
        if (call[0].Length == 0 || backend is not null)
        {
            return true;
        }

        call.Refuse("Can't find backend.");
        return false;
    }

    private static IEnumerator<Slice> Write(CommandCall call, BackendPlan? only, System.Action<CommandCall, ServerState> write)
    {
        foreach (BackendPlan backend in call.Plan.Backends)
        {
            if (only is not null && backend != only)
            {
                continue;
            }

            foreach (ServerState server in backend.State.Servers)
            {
                write(call, server);
                yield return Slice.Next;
            }
        }
    }

    private static void WriteState(CommandCall call, ServerState server)
    {
        StringBuilder row = new();
        ServerStateRow.Write(server, row);
        call.Page.Text(row.ToString());
    }

    private static void WriteConn(CommandCall call, ServerState server)
    {
        TextPage page = call.Page;
        page.Text(server.Backend.Name).Raw((byte)'/').Text(server.Name).Raw((byte)' ').Number(server.Backend.Id).Raw((byte)'/').Number(server.Plan.Id).Raw((byte)' ');
        WriteAddress(page, server.Endpoint);
        page.Raw((byte)' ').Number(server.Endpoint.Port).Text(" - ").Number(server.Plan.PoolPurgeDelayMs).Raw((byte)' ').Number(server.Served).Raw((byte)' ').Number(server.ServedMax).Raw((byte)' ')
            .Number(server.ServedMax).Text(" 0 ").Number(server.Idle).Raw((byte)' ').Number(server.Plan.PoolMaxConn).Raw((byte)' ').Number(server.Idle);
        for (int i = 0; i < call.Engine.Loops.Count; i++)
        {
            page.Raw((byte)' ').Number(server.IdleOf(i));
        }

        page.Raw((byte)'\n');
    }

    private static void WriteAddress(TextPage page, SocketEndpoint endpoint)
    {
        System.Span<byte> text = stackalloc byte[EndpointAddress.TextBytesMax];
        EndpointAddress address = endpoint.IsIP ? endpoint.ToAddress() : default;
        if (address.IsIP && address.TryFormatAddress(text, out int length))
        {
            page.Raw(text[..length]);
        }
        else
        {
            page.Raw((byte)'-');
        }
    }
}
