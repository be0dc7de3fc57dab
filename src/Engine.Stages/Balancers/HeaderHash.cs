using System;
using Engine.Config.Text;
using Engine.Proxy.Stages;
using Engine.Stages.Fetches;

namespace Engine.Stages.Balancers;

/// <summary><c>balance hdr(NAME) [use_domain_only]</c>: by the first value of a header.</summary>
internal sealed class HeaderHash(BalancerArguments arguments) : HashBalancer(arguments.Hash)
{
    private readonly HeaderSelector _header = new(ByteText.ToBytes(arguments.Text(0)), MessageSide.Request, splits: true);
    private readonly bool _domainOnly = arguments.Count > 1;

    internal static Balancer? Create(BalancerArguments arguments)
    {
        if (!arguments.HasParentheses || arguments.Text(0).Length == 0)
        {
            arguments.Error(0, "'balance hdr' needs the name of a header", "write for example: balance hdr(User-Agent)");
            return null;
        }

        if (arguments.Count > 1 && arguments.Text(1) != "use_domain_only")
        {
            arguments.Error(1, $"'balance hdr' has no modifier '{arguments.Text(1)}'", "write use_domain_only, or nothing");
            return null;
        }

        return !arguments.EndsAfter(2) ? null : IsHttp(arguments) ? new HeaderHash(arguments) : new RoundRobin();
    }

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Head is not { } head || !_header.TryPick(head, 1, out ReadOnlySpan<byte> value) || value.IsEmpty)
        {
            return false;
        }

        hash = Hash.Of(_domainOnly ? DomainOf(value) : value);
        return true;
    }

    /// <summary>The name in front of the last dot: "1wt" of "haproxy.1wt.eu"; all of a name without dots in front of its end.</summary>
    private static ReadOnlySpan<byte> DomainOf(ReadOnlySpan<byte> host)
    {
        int end = host.LastIndexOf((byte)'.');
        if (end <= 0)
        {
            return host;
        }

        ReadOnlySpan<byte> name = host[..end];
        return name[(name.LastIndexOf((byte)'.') + 1)..];
    }
}
