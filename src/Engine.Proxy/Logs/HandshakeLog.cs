using System.Text;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.IO.Tls;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>The line about a client whose PROXY header or TLS handshake failed (CFG 8.2.5): who, when, where, why.</summary>
internal static class HandshakeLog
{
    internal static void Write(ProxyLoop place, ClientConnection client)
    {
        if (client.Frontend.Log is not { } log)
        {
            return;
        }

        // CFG 4.2 dontlognull: a probe that opens and closes is not worth a line.
        bool isProbe = client.StartFault?.IsEmpty ?? client.HandshakeFailure is TlsFailure.Closed or TlsFailure.Broken;
        if (isProbe && log.SkipsEmpty)
        {
            return;
        }

        if (log.ErrorLine is not null || log.Steps is { FormatsErrors: true })
        {
            SilentClient.Log(place, client);
            return;
        }

        LineWriter line = new(place.Log.LineRoom);
        WriteAddress(client.Address, ref line);
        line.Raw(" ["u8);
        line.Raw(place.Dates.Local(client.AcceptedUtc));
        line.Raw((byte)'.');
        WriteMilliseconds(client.AcceptedUtc.Millisecond, ref line);
        line.Raw("] "u8);
        line.Raw(client.Frontend.NameBytes);
        line.Raw((byte)'/');
        if (client.Listener.NameBytes.Length > 0)
        {
            line.Raw(client.Listener.NameBytes);
        }
        else
        {
            line.Integer(client.Listener.Id);
        }

        line.Raw(": "u8);
        line.Raw(client.StartFault?.TextBytes ?? Encoding.UTF8.GetBytes(TextOf(client.HandshakeFailure)));
        LogLevel level = log.RaisesErrors ? LogLevel.Err : LogLevel.Info;
        if (log.Steps is null)
        {
            place.Log.Send(log, level, line.Line, default);
            return;
        }

        foreach (SteppedTarget target in (log.Steps.Steps & (LogSteps.Error | LogSteps.Close)) != 0 ? log.Steps.Targets : [])
        {
            if ((target.Drops & LogSteps.Error) == 0)
            {
                place.Log.SendTo(target.Target, level, line.Line, default);
            }
        }
    }

    /// <summary>In HAProxy's words, so that those who watch logs for them find them.</summary>
    internal static string TextOf(TlsFailure failure) => failure switch
    {
        TlsFailure.Canceled => "Timeout during SSL handshake",
        TlsFailure.Closed => "Connection closed during SSL handshake",
        TlsFailure.Broken => "Connection error during SSL handshake",
        TlsFailure.Certificate => "SSL client certificate not trusted",
        TlsFailure.Authority => "SSL client CA chain cannot be verified",
        _ => "SSL handshake failure",
    };

    private static void WriteMilliseconds(int value, ref LineWriter line)
    {
        line.Raw((byte)('0' + (value / 100)));
        line.Raw((byte)('0' + (value / 10 % 10)));
        line.Raw((byte)('0' + (value % 10)));
    }

    private static void WriteAddress(in EndpointAddress address, ref LineWriter line)
    {
        if (!address.IsIP)
        {
            line.Raw("unix"u8);
            return;
        }

        System.Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        address.TryFormatAddress(text, out int length);
        line.Raw(text[..length]);
        line.Raw((byte)':');
        line.Integer(address.Port);
    }
}
