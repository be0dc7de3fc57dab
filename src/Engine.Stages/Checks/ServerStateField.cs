using System;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.State;

namespace Engine.Stages.Checks;

/// <summary>The value of X-Haproxy-Server-State (CFG 4.2 http-check send-state): <c>UP 2/3; name=bck/srv2; node=lb1; weight=1/2; scur=13/22; qcur=0</c>.</summary>
internal static class ServerStateField
{
    internal static void Write(CheckRun run, ref LineWriter line)
    {
        ServerState server = run.Server;
        WriteState(server, ref line);
        WriteAddress(server.Endpoint, ref line);
        line.Raw("; name="u8);
        line.Raw(run.Backend.NameBytes);
        line.Raw((byte)'/');
        line.Raw(server.Plan.NameBytes);
        line.Raw("; node="u8);
        line.Raw(ByteText.ToBytes(run.Place.Plan.Global.Node ?? Environment.MachineName));
        line.Raw("; weight="u8);
        line.Integer((server.ScaledWeight + ServerState.WeightScale - 1) / ServerState.WeightScale);
        line.Raw((byte)'/');
        line.Integer(WeightOf(run.Backend.State));
        line.Raw("; scur="u8);
        line.Integer(server.Served);
        line.Raw((byte)'/');
        line.Integer(run.Backend.State.Active.Value);
        line.Raw("; qcur="u8);
        line.Integer(run.Backend.State.Queued);
    }

    private static void WriteAddress(SocketEndpoint endpoint, ref LineWriter line)
    {
        if (!endpoint.IsIP)
        {
            return;
        }

        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        endpoint.ToAddress().TryFormatAddress(text, out int length);
        line.Raw("; address="u8);
        line.Raw(text[..length]);
        line.Raw("; port="u8);
        line.Integer(endpoint.Port);
    }

    private static void WriteState(ServerState server, ref LineWriter line)
    {
        CheckState check = server.Health.Check;
        (int done, int of) = check.Progress;
        bool isSteady = check.IsUp ? check.Health == check.HealthMax : check.Health == 0;
        line.Raw(server.Operation switch
        {
            ServerOperation.Stopped => "DOWN"u8,
            ServerOperation.Stopping => "NOLB"u8,
            _ => "UP"u8,
        });
        if (!isSteady)
        {
            line.Raw((byte)' ');
            line.Integer(done);
            line.Raw((byte)'/');
            line.Integer(of);
        }
    }

    private static int WeightOf(BackendState backend)
    {
        int sum = 0;
        foreach (ServerState server in backend.Usable)
        {
            sum += server.EffectiveWeight / ServerState.WeightScale;
        }

        return sum;
    }
}
