using System.Diagnostics;
using System.Globalization;
using Engine.IO.Addressing;
using Engine.IO.Tasks;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>
/// Checks a server by a command (CFG 4.2 external-check): started and waited for elsewhere, so that the loop never blocks. Belongs to
/// its loop.
/// </summary>
internal sealed class CheckProcess(ProxyLoop place, ServerState server, BackendPlan backend, CheckPlan plan, CheckCommand command)
{
    private readonly LoopSignal _ended = new(place.Loop);
    private CommandRun? _run;
    private bool _timedOut;

    internal async LoopTask<CheckOutcome> ExecuteAsync()
    {
        _timedOut = false;
        _run = new CommandRun(StartInfo(), place.Loop, status => _ended.Set(status));
        CommandsShared.Start(_run);
        int status = await _ended.WaitAsync();
        _run = null;
        if (_timedOut)
        {
            return new CheckOutcome(CheckStatus.CommandTimeout, null);
        }

        return status switch
        {
            0 => new CheckOutcome(CheckStatus.CommandPassed, null),
            CommandRun.CouldNotStart => new CheckOutcome(CheckStatus.SocketError, $"{command.Path} could not be started"),
            _ => new CheckOutcome(CheckStatus.CommandError, null) { Code = status },
        };
    }

    /// <summary>The command has taken too long: it is killed.</summary>
    internal void OnTimeout()
    {
        _timedOut = true;
        _run?.Kill();
    }

    /// <summary>Arguments and environment as CFG 4.2 external-check command has them.</summary>
    private ProcessStartInfo StartInfo()
    {
        SocketEndpoint endpoint = plan.Endpoint ?? server.Endpoint;
        string address = endpoint.IsIP ? AddressOf(endpoint) : endpoint.ToString();
        string port = (plan.Port != 0 ? plan.Port : endpoint.Port).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo info = new(command.Path) { UseShellExecute = false, RedirectStandardInput = true };
        (string proxyAddress, string proxyPort) = backend.External is { } own ? (own.Address, own.Port) : ("NOT_USED", "NOT_USED");
        foreach (string argument in (string[])[proxyAddress, proxyPort, address, endpoint.IsIP ? port : "NOT_USED"])
        {
            info.ArgumentList.Add(argument);
        }

        if (!command.KeepsEnvironment)
        {
            info.Environment.Clear();
        }

        if (command.SearchPath is not null)
        {
            info.Environment["PATH"] = command.SearchPath;
        }

        Add(info, "HAPROXY_PROXY_NAME", backend.Name);
        Add(info, "HAPROXY_PROXY_ID", Text(backend.State.Id));
        Add(info, "HAPROXY_PROXY_ADDR", proxyAddress);
        Add(info, "HAPROXY_PROXY_PORT", proxyPort);
        Add(info, "HAPROXY_SERVER_NAME", server.Name);
        Add(info, "HAPROXY_SERVER_ID", Text(server.Plan.Id));
        Add(info, "HAPROXY_SERVER_ADDR", address);
        Add(info, "HAPROXY_SERVER_PORT", endpoint.IsIP ? port : "");
        Add(info, "HAPROXY_SERVER_MAXCONN", Text(server.MaxConn));
        Add(info, "HAPROXY_SERVER_CURCONN", Text(server.Served));
        Add(info, "HAPROXY_SERVER_SSL", "0");
        Add(info, "HAPROXY_SERVER_PROTO", backend.Mode == Config.Model.ProxyMode.Http ? "http" : "tcp");
        return info;
    }

    private static string AddressOf(SocketEndpoint endpoint)
    {
        System.Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        endpoint.ToAddress().TryFormatAddress(text, out int length);
        return Config.Text.ByteText.FromBytes(text[..length]);
    }

    private static void Add(ProcessStartInfo info, string name, string value) => info.Environment[name] = value;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
