using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;
using Engine.Stages.Hashing;

namespace Engine.Stages.Fetches;

/// <summary>Host and path as one value, and the keys made of it for tables (CFG 7.3.6 base, base32, url32).</summary>
internal static class BaseFetches
{
    private const int HashBytes = 4;

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("base", "Host and path, without the query.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryBase(context, withQuery: false, ref sample)),
        FetchRow.Of("baseq", "Host, path and query.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryBase(context, withQuery: true, ref sample)),
        FetchRow.Of("base32", "A 32-bit hash of host and path.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryHash(context, withQuery: false, ref sample)),
        FetchRow.Of("url32", "A 32-bit hash of host, path and query.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryHash(context, withQuery: true, ref sample)),
        FetchRow.Of("base32+src", "The hash of host and path, and the client's address.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryHashWithSource(context, withQuery: false, ref sample)),
        FetchRow.Of("url32+src", "The hash of host, path and query, and the client's address.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryHashWithSource(context, withQuery: true, ref sample)),
    ];

    /// <summary>The host as it stands in Host; the path alone where there is none, and the host alone where there is no path.</summary>
    private static bool TryBase(in SampleContext context, bool withQuery, ref Sample sample)
    {
        ReadOnlySpan<byte> host = context.Request.Host;
        ReadOnlySpan<byte> path = PathOf(context.Request, withQuery);
        if (!context.Scratch.TryTake(host.Length + path.Length, out Span<byte> room))
        {
            return false;
        }

        host.CopyTo(room);
        path.CopyTo(room[host.Length..]);
        sample.SetText(room);
        return room.Length > 0;
    }

    private static bool TryHash(in SampleContext context, bool withQuery, ref Sample sample)
    {
        sample.Set((long)Hash(context.Request, withQuery));
        return true;
    }

    /// <summary>8 bytes with an IPv4 address, 20 with an IPv6 address.</summary>
    private static bool TryHashWithSource(in SampleContext context, bool withQuery, ref Sample sample)
    {
        EndpointAddress address = context.Client.Address;
        bool isIPv4 = address.Family == SocketFamily.IPv4;
        if (!address.IsIP || !context.Scratch.TryTake(HashBytes + (isIPv4 ? 4 : 16), out Span<byte> room))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(room, Hash(context.Request, withQuery));
        UInt128 bits = address.ToBits();
        if (isIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(room[HashBytes..], (uint)bits);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(room[HashBytes..], bits);
        }

        sample.SetBinary(room);
        return true;
    }

    private static ReadOnlySpan<byte> PathOf(RequestHead request, bool withQuery)
    {
        bool found = RequestFetches.TryGetPath(request, out ReadOnlySpan<byte> path);
        return !found ? default : withQuery && request.PathAndQuery[0] == (byte)'/' ? request.PathAndQuery : path;
    }

    private static uint Hash(RequestHead request, bool withQuery) =>
        KeyHashes.Avalanche(KeyHashes.Sdbm(PathOf(request, withQuery), KeyHashes.Sdbm(request.Host)));
}
