using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Engine.IO.Addressing;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary><c>set server BK/SRV addr IP [port PORT]</c>: new connections go there from now on, idle ones to the old address are not used again.</summary>
internal static class ServerAddress
{
    private const string By = " by 'stats socket command'";

    public static IEnumerator<Slice>? Set(CommandCall call, ServerState server)
    {
        if (call[2].Length == 0)
        {
            return call.Refuse("set server <b>/<s> addr requires an address and optionally a port.");
        }

        SocketEndpoint old = server.Endpoint;
        if (!IPAddress.TryParse(call[2], out IPAddress? address) || !old.IsIP)
        {
            return call.Refuse($"Invalid addr '{call[2]}'{By}");
        }

        int port = old.Port;
        if (call[3] == "port" && !TryPort(call[4], old.Port, out port))
        {
            return call.Refuse($"Invalid port '{call[4]}'{By}");
        }

        SocketEndpoint wanted = SocketEndpoint.FromIP(address, port);
        string before = AddressOf(old);
        string after = AddressOf(wanted);
        string text = before == after ? "no need to change the addr" : $"IP changed from '{before}' to '{after}'";
        if (call[3] == "port")
        {
            text += port == old.Port ? ", no need to change the port" : string.Create(CultureInfo.InvariantCulture, $", port changed from '{old.Port}' to '{port}'");
        }

        if (!wanted.Equals(old))
        {
            server.SetEndpoint(wanted);
            call.Engine.ForgetIdleOf(server);
        }

        return call.Say(CommandCall.SeverityNotice, text + By);
    }

    /// <summary>A port, or one that is so many above or below the one before: "+10".</summary>
    private static bool TryPort(string text, int old, out int port)
    {
        bool isOffset = text.Length > 0 && text[0] is '+' or '-';
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out port);
        port += isOffset ? old : 0;
        return isNumber && port is > 0 and <= ushort.MaxValue;
    }

    private static string AddressOf(SocketEndpoint endpoint)
    {
        EndpointAddress address = endpoint.ToAddress();
        return new IPAddress(address.AddressBytes).ToString();
    }
}
