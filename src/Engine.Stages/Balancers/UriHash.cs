using System;
using Engine.Proxy.Stages;
using Engine.Stages.Fetches;

namespace Engine.Stages.Balancers;

/// <summary><c>balance uri [whole] [len N] [depth N] [path-only]</c>: by the request's target, in front of the question mark unless whole.</summary>
internal sealed class UriHash(BalancerArguments arguments) : HashBalancer(arguments.Hash)
{
    private bool _whole;
    private bool _pathOnly;

    /// <summary>Bytes that count; 0 = all.</summary>
    private int _length;

    /// <summary>The slash at which what counts ends; 0 = none.</summary>
    private int _endSlash;

    internal static Balancer? Create(BalancerArguments arguments)
    {
        UriHash balancer = new(arguments);
        return !balancer.TryRead(arguments) ? null : IsHttp(arguments) ? balancer : new RoundRobin();
    }

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (request.Head is not { } head)
        {
            return false;
        }

        ReadOnlySpan<byte> target = _pathOnly ? (_whole || !RequestFetches.TryGetPath(head, out ReadOnlySpan<byte> path) ? head.PathAndQuery : path) : head.Target;
        hash = Hash.Of(Cut(target));
        return true;
    }

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> target)
    {
        if (_length > 0 && target.Length > _length)
        {
            target = target[.._length];
        }

        if (!_whole && target.IndexOf((byte)'?') is var query and >= 0)
        {
            target = target[..query];
        }

        int slashes = 0;
        for (int i = 0; _endSlash > 0 && i < target.Length; i++)
        {
            if (target[i] == '/' && ++slashes == _endSlash)
            {
                return target[..i];
            }
        }

        return target;
    }

    private bool TryRead(BalancerArguments arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments.Text(i))
            {
                case "whole":
                    _whole = true;
                    break;
                case "path-only":
                    _pathOnly = true;
                    break;
                case "len" when arguments.Number(++i, 1, "the number of bytes that count") is { } length:
                    _length = length;
                    break;
                case "depth" when arguments.Number(++i, 1, "the number of directories that count") is { } depth:
                    _endSlash = depth + 1;
                    break;
                case "len" or "depth":
                    return false;
                default:
                    arguments.Error(i, $"'balance uri' has no parameter '{arguments.Text(i)}'", "write whole, path-only, len NUMBER or depth NUMBER");
                    return false;
            }
        }

        return true;
    }
}
