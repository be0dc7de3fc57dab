using System;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Stages;
using Engine.Stages.Inspection;

namespace Engine.Stages.Balancers;

/// <summary><c>balance rdp-cookie[(NAME)]</c>: by the cookie in an RDP client's first packet, which a <c>tcp-request content</c> rule has waited for.</summary>
internal sealed class RdpCookieHash(BalancerArguments arguments) : HashBalancer(arguments.Hash)
{
    private const string NameByDefault = "mstshash";

    private readonly byte[] _name = ByteText.ToBytes(arguments.Text(0) is { Length: > 0 } name ? name : NameByDefault);

    internal static Balancer? Create(BalancerArguments arguments) =>
        arguments.EndsAfter(arguments.HasParentheses ? 1 : 0) ? new RdpCookieHash(arguments) : null;

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Exchange is not { } exchange
            || RdpCookie.TryFind(Arrived.Of(exchange, isResponse: false).Bytes, _name, out ReadOnlySpan<byte> value) != Finding.Yes || value.IsEmpty)
        {
            return false;
        }

        hash = Hash.Of(value);
        return true;
    }
}
