using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;

namespace Engine.Stages.Balancers;

/// <summary><c>balance url_param NAME [check_post]</c>: by the value of a parameter in the query, or in the body of a POST request.</summary>
internal sealed class ParameterHash(BalancerArguments arguments) : HashBalancer(arguments.Hash)
{
    private readonly byte[] _name = ByteText.ToBytes(arguments.Text(0));
    private readonly bool _looksIntoBody = arguments.Text(1) == "check_post";

    public override BalancerTraits Traits => base.Traits | (_looksIntoBody ? BalancerTraits.ReadsBody : BalancerTraits.None);

    internal static Balancer? Create(BalancerArguments arguments)
    {
        if (arguments.Count == 0)
        {
            arguments.Error(0, "'balance url_param' needs the name of a parameter", "write for example: balance url_param userid");
            return null;
        }

        if (arguments.Count > 1 && arguments.Text(1) != "check_post")
        {
            arguments.Error(1, $"'balance url_param' has no modifier '{arguments.Text(1)}'", "write check_post, or nothing");
            return null;
        }

        // A third word once said how long to wait for the body.
        return !arguments.EndsAfter(3) ? null : IsHttp(arguments) ? new ParameterHash(arguments) : new RoundRobin();
    }

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Head is not { } head)
        {
            return false;
        }

        ReadOnlySpan<byte> target = head.Target;
        int query = target.IndexOf((byte)'?');
        if (query >= 0 && TryFind(target[(query + 1)..], out ReadOnlySpan<byte> value))
        {
            hash = Hash.Of(value);
            return true;
        }

        return _looksIntoBody && head.Method == HttpMethod.Post && TryHashBody(request, out hash);
    }

    /// <summary>A value of bytes that no form sends is none; white space ends one.</summary>
    private bool TryHashBody(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Exchange is not { } exchange)
        {
            return false;
        }

        Scratch scratch = request.Context.Scratch;
        scratch.Clear();
        if (!exchange.RequestContent.TryRead(scratch, out ReadOnlySpan<byte> body) || !TryFind(body, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        int end = value.IndexOfAny(" \t\r\n"u8);
        value = end < 0 ? value : value[..end];
        hash = Hash.Of(value);
        return value.IsEmpty || IsToken(value[0]);
    }

    private bool TryFind(ReadOnlySpan<byte> parameters, out ReadOnlySpan<byte> value)
    {
        while (parameters.Length > _name.Length)
        {
            int end = parameters.IndexOf((byte)'&');
            if (parameters[_name.Length] == '=' && parameters.StartsWith(_name))
            {
                value = (end < 0 ? parameters : parameters[..end])[(_name.Length + 1)..];
                return true;
            }

            if (end < 0)
            {
                break;
            }

            parameters = parameters[(end + 1)..];
        }

        value = default;
        return false;
    }

    /// <summary>RFC 9110 section 5.6.2.</summary>
    private static bool IsToken(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || "!#$%&'*+-.^_`|~"u8.Contains(value);
}
