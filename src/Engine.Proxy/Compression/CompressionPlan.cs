using System;
using System.Text;

namespace Engine.Proxy.Compression;

/// <summary>
/// The <c>compression</c> lines of one section (CFG 4.2). Where a frontend and a backend both have some, what the backend says counts,
/// list by list, and the rest is the frontend's.
/// </summary>
public sealed class CompressionPlan
{
    /// <summary>In the operator's order; empty = none named.</summary>
    internal CodecPlan[] ResponseCodecs { get; init; } = [];

    /// <summary>True when the operator's order decides between codings that a client likes equally; else the client's.</summary>
    internal bool IsRanked { get; init; }

    /// <summary>What requests are compressed with; null = not named.</summary>
    internal CodecPlan? RequestCodec { get; init; }

    /// <summary>Beginnings of media types; empty = none named.</summary>
    internal byte[][] ResponseTypes { get; init; } = [];

    /// <summary>The same for requests.</summary>
    internal byte[][] RequestTypes { get; init; } = [];

    /// <summary>Shorter bodies stay as they are, bytes; 0 = none named.</summary>
    internal int ResponseBytesMin { get; init; }

    /// <summary>The same for requests.</summary>
    internal int RequestBytesMin { get; init; }

    /// <summary>Servers are not told what the client accepts.</summary>
    internal bool Offloads { get; init; }

    internal bool CompressesResponses { get; init; }

    internal bool CompressesRequests { get; init; }

    /// <summary>True when requests have to be looked at before they are sent.</summary>
    internal bool LooksAtRequests => Offloads || CompressesRequests;

    /// <summary>True when the value begins with one of the types, in any case; a multipart body never is among them.</summary>
    internal static bool Lists(byte[][] types, ReadOnlySpan<byte> contentType)
    {
        if (BeginsWith(contentType, "multipart"u8))
        {
            return false;
        }

        foreach (byte[] type in types)
        {
            if (BeginsWith(contentType, type))
            {
                return true;
            }
        }

        return types.Length == 0;
    }

    private static bool BeginsWith(ReadOnlySpan<byte> value, ReadOnlySpan<byte> start) =>
        value.Length >= start.Length && Ascii.EqualsIgnoreCase(value[..start.Length], start);
}
