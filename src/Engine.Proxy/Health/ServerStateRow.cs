using System;
using System.Globalization;
using System.Net;
using System.Text;
using Engine.IO.Addressing;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>One server in the format of <c>show servers state</c>, version 1 (MGT 9.3): 25 columns separated by spaces, "-" for none.</summary>
public sealed class ServerStateRow
{
    /// <summary>The first two lines.</summary>
    public const string Head = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    private const int UnderWay = 1;
    private const int Configured = 2;
    private const int Enabled = 4;
    private const int Paused = 8;
    private const int IsAgent = 16;

    /// <summary>Earlier versions wrote fewer.</summary>
    private const int ColumnsMin = 18;

    private const int PortMax = 65535;

    private readonly string[] _columns;

    private ServerStateRow(string[] columns) => _columns = columns;

    public string Backend => _columns[1];

    public string Server => _columns[3];

    /// <summary>Where it was; null when that is not an IP address.</summary>
    internal SocketEndpoint? Address =>
        IPAddress.TryParse(Column(4), out IPAddress? address) && !IPAddress.Any.Equals(address) && !IPAddress.IPv6Any.Equals(address) && Number(18) is >= 0 and <= PortMax and int port
            ? SocketEndpoint.FromIP(address, port)
            : null;

    /// <summary>Null when the line is none: a comment, or of another version.</summary>
    public static ServerStateRow? Read(string line)
    {
        string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return line.StartsWith('#') || columns.Length < ColumnsMin ? null : new ServerStateRow(columns);
    }

    /// <summary>Appends the row of a server.</summary>
    public static void Write(ServerState server, StringBuilder into)
    {
        ServerHealthShared health = server.Health;
        SocketEndpoint endpoint = server.Endpoint;
        CheckPlan? check = health.Check.Changed ?? server.Plan.Health.Check;
        CheckPlan? agent = health.Agent.Changed ?? server.Plan.Health.Agent;
        into.Append(CultureInfo.InvariantCulture, $"{server.Backend.Id} {server.Backend.Name} {server.Plan.Id} {server.Name} {HostOf(endpoint)} {(int)server.Operation} {(int)server.Admin} {server.Weight} {server.Plan.Weight} {health.SecondsSinceChange} ");
        into.Append(CultureInfo.InvariantCulture, $"{(int)health.Check.Status} {(int)health.Check.Result} {health.Check.Health} {BitsOf(health.Check)} {BitsOf(health.Agent)} ");
        into.Append(CultureInfo.InvariantCulture, $"0 0 {NameOf(server)} {endpoint.Port} {ServiceOf(server)} {(server.Plan.Tls is null ? 0 : 1)} {check?.Port ?? 0} {HostOf(check?.Endpoint)} {AgentHostOf(agent, endpoint)} {agent?.Port ?? 0}\n");
    }

    /// <summary>The server's own address is none of the agent's: it may be another one by the time the row is read.</summary>
    private static string AgentHostOf(CheckPlan? agent, SocketEndpoint server) =>
        agent is { IsAddressWritten: false } && HostOf(agent.Endpoint) == HostOf(server) ? "-" : HostOf(agent?.Endpoint);

    private static string NameOf(ServerState server) => server.NameByHand ?? (server.Plan.Resolution is { IsService: false } host ? host.Name : "-");

    private static string ServiceOf(ServerState server) => server.Plan.Resolution is { IsService: true } service ? service.Name : "-";

    /// <summary>Gives a server that state, before any loop runs.</summary>
    public void Apply(ServerState server)
    {
        ServerAdmin admin = (ServerAdmin)Number(6);
        if (server.Plan.Weight == Number(8) && Number(7) is >= 0 and <= 256)
        {
            server.SetWeight(Number(7));
        }

        ApplyAddress(server);
        ApplyPlace(server, server.Health.Check, server.Plan.Health.Check, Column(22), Number(21));
        ApplyPlace(server, server.Health.Agent, server.Plan.Health.Agent, Column(23), Number(24));
        if ((admin & ServerAdmin.NameSetByHand) != 0 && server.Plan.Resolution is { IsService: false } && Column(17) != "-")
        {
            server.SetName(Column(17));
        }

        // What the configuration says now stands above what the operator of then had decided.
        const ServerAdmin ByHand = ServerAdmin.ForcedMaintenance | ServerAdmin.ForcedDrain;
        bool wasConfigured = (admin & ServerAdmin.ConfiguredMaintenance) != 0;
        ServerAdmin kept = admin & ByHand & (wasConfigured ? ~ServerAdmin.ForcedMaintenance : ByHand);
        server.SetAdmin(kept, ServerAdmin.None);
        server.Health.Restore((ServerOperation)Number(5), Number(12), Number(9), (Number(13) & Enabled) != 0, (Number(14) & Enabled) != 0);
    }

    /// <summary>The port that it had; and the address, where it was found by a name (CFG 5.2 init-addr last).</summary>
    private void ApplyAddress(ServerState server)
    {
        SocketEndpoint endpoint = server.Endpoint;
        if (!endpoint.IsIP)
        {
            return;
        }

        int port = Number(18) is > 0 and <= PortMax and int known ? known : endpoint.Port;
        if (server.Plan.KeepsLastAddress && Address is { } last)
        {
            endpoint = last.WithPort(port);
            server.SetAdmin(ServerAdmin.None, ServerAdmin.ResolutionMaintenance);
        }

        if (endpoint.Port != port)
        {
            endpoint = endpoint.WithPort(port);
        }

        if (!endpoint.Equals(server.Endpoint))
        {
            server.SetEndpoint(endpoint);
        }
    }

    /// <summary>Where a check went that the operator had sent elsewhere, unless the configuration says where it goes.</summary>
    private static void ApplyPlace(ServerState server, CheckState check, CheckPlan? plan, string address, int port)
    {
        if (plan is null)
        {
            return;
        }

        SocketEndpoint? endpoint = !plan.IsAddressWritten && IPAddress.TryParse(address, out IPAddress? ip) ? SocketEndpoint.FromIP(ip, (plan.Endpoint ?? server.Endpoint).Port) : plan.Endpoint;
        port = plan.Port == 0 && port is > 0 and <= PortMax ? port : plan.Port;
        if (endpoint != plan.Endpoint || port != plan.Port)
        {
            check.Changed = plan.With(endpoint, port, plan.Script);
        }
    }

    private string Column(int index) => index < _columns.Length ? _columns[index] : "-";

    private int Number(int column) => int.TryParse(Column(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static int BitsOf(CheckState check) =>
        (check.IsUnderWay ? UnderWay : 0) | (check.IsConfigured ? Configured : 0) | (check.IsEnabled ? Enabled : 0) | (check.IsPaused ? Paused : 0) | (check.IsAgent ? IsAgent : 0);

    private static string HostOf(SocketEndpoint? endpoint)
    {
        if (endpoint is null)
        {
            return "-";
        }

        if (!endpoint.IsIP)
        {
            return endpoint.ToString();
        }

        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        endpoint.ToAddress().TryFormatAddress(text, out int length);
        return Config.Text.ByteText.FromBytes(text[..length]);
    }
}
