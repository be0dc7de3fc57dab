using System.Collections.Generic;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords about connections to clients and servers as such (CFG 4.2 clitcpka-*, srvtcpka-*, http-send-name-header).</summary>
internal static class ConnectionKeywords
{
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;

    private static readonly Grammar Count = Grammar.Of(Argument.Number("NUMBER", 1, 127));

    /// <summary>The kernel's bound.</summary>
    private static readonly Grammar Seconds = Grammar.Of(Argument.Time(TimeUnit.Seconds));

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("clitcpka-cnt", Client, Count, "Keep-alive packets without an answer after which a client is given up.", static (p, c) => p.Proxy.ClientKeepAlive = p.Proxy.ClientKeepAlive with { Count = c.Int() }),
        Row.Built("clitcpka-idle", Client, Seconds, "Silence of a client before the first keep-alive packet; in seconds unless a unit is written.", static (p, c) => p.Proxy.ClientKeepAlive = p.Proxy.ClientKeepAlive with { IdleS = SecondsOf(c) }),
        Row.Built("clitcpka-intvl", Client, Seconds, "Time between keep-alive packets to a client; in seconds unless a unit is written.", static (p, c) => p.Proxy.ClientKeepAlive = p.Proxy.ClientKeepAlive with { IntervalS = SecondsOf(c) }),
        Row.Built("srvtcpka-cnt", Server, Count, "Keep-alive packets without an answer after which a server's connection is given up.", static (p, c) => p.Proxy.ServerKeepAlive = p.Proxy.ServerKeepAlive with { Count = c.Int() }),
        Row.Built("srvtcpka-idle", Server, Seconds, "Silence of a server before the first keep-alive packet; in seconds unless a unit is written.", static (p, c) => p.Proxy.ServerKeepAlive = p.Proxy.ServerKeepAlive with { IdleS = SecondsOf(c) }),
        Row.Built("srvtcpka-intvl", Server, Seconds, "Time between keep-alive packets to a server; in seconds unless a unit is written.", static (p, c) => p.Proxy.ServerKeepAlive = p.Proxy.ServerKeepAlive with { IntervalS = SecondsOf(c) }),
        Row.Built("http-send-name-header", Server, Grammar.Of(Argument.Text("HEADER")), "Tells each server its name in a request header.", BuildNameHeader),
    ];

    private static int SecondsOf(KeywordCall call)
    {
        const int MsPerSecond = 1000;
        const int SecondsMax = 32767;
        long seconds = (call.Long() + MsPerSecond - 1) / MsPerSecond;
        if (seconds is < 1 or > SecondsMax)
        {
            call.Error(call.Values[0].Word, $"'{call.Name}' needs a time between 1 and {SecondsMax} seconds");
            return 0;
        }

        return (int)seconds;
    }

    private static void BuildNameHeader(ProxyBuilder proxy, KeywordCall call)
    {
        string name = call.Text();
        if (name.ToLowerInvariant() is "host" or "connection" or "content-length" or "transfer-encoding" or "upgrade" or "te" or "keep-alive" or "proxy-connection")
        {
            call.Error(call.Values[0].Word, $"'{name}' belongs to the message itself and cannot tell a server's name", "choose a header of your own, such as X-Server");
            return;
        }

        proxy.Proxy.ServerNameHeader = name;
    }
}
