using System;
using Engine.Http;
using Engine.Proxy.Replies;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary><c>server ... redir PREFIX</c>: the client is sent to the server itself (CFG 5.2), as far as its method changes nothing there.</summary>
internal static class ServerRedirect
{
    private static ReadOnlySpan<byte> Head => "HTTP/1.1 302 Found\r\nCache-Control: no-cache\r\nContent-Length: 0\r\nLocation: "u8;

    internal static bool Concerns(Exchange exchange, ServerState server) =>
        server.Plan.Redirect.Length > 0 && exchange.Frontend.Mode == Config.Model.ProxyMode.Http && (exchange.Request.Method is HttpMethod.Get or HttpMethod.Head);

    /// <summary>Null where the answer has no room.</summary>
    internal static Reply? Make(Exchange exchange, ServerState server)
    {
        byte[] prefix = server.Plan.Redirect;
        ReadOnlySpan<byte> target = exchange.Request.PathAndQuery;
        exchange.Place.Scratch.Clear();
        if (!exchange.Place.Scratch.TryTake(Head.Length + prefix.Length + target.Length + 2, out Span<byte> room))
        {
            return null;
        }

        Head.CopyTo(room);
        prefix.CopyTo(room[Head.Length..]);
        target.CopyTo(room[(Head.Length + prefix.Length)..]);
        "\r\n"u8.CopyTo(room[^2..]);
        return exchange.Replies.TryMake(302, room, default, out Reply reply) ? reply : null;
    }
}
