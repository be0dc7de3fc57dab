using System;
using System.Collections.Generic;
using Engine.IO.ProxyProtocol;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>What a PROXY header in front of the client's connection has told (CFG 7.3.3).</summary>
internal static class ProxyHeaderFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("fc_rcvd_proxy", "True when the client's connection began with a PROXY header.", SampleNeeds.Client, IsReceived),
        FetchRow.Of("fc_pp_authority", "The host name that the PROXY header tells.", SampleNeeds.Client, static (in SampleContext c, ref Sample s) => Field(c, ProxyTlvType.Authority, ref s)),
        FetchRow.Of("fc_pp_unique_id", "The unique id that the PROXY header tells.", SampleNeeds.Client, static (in SampleContext c, ref Sample s) => Field(c, ProxyTlvType.UniqueId, ref s)),
        new("fc_pp_tlv", "A field of the PROXY header, by its name or number.", SampleNeeds.Client, CreateField),
    ];

    private static bool IsReceived(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.Client.ProxyHeader is not null);
        return true;
    }

    private static bool Field(in SampleContext context, byte type, ref Sample sample)
    {
        if (context.Client.ProxyHeader is { } header && header.TryGetField(type, 0, out ReadOnlySpan<byte> value))
        {
            sample.SetText(value);
            return true;
        }

        return false;
    }

    private static FieldFetch? CreateField(SampleCallArguments arguments)
    {
        int type = ProxyTlvType.Find(arguments.Text(0));
        if (type >= 0)
        {
            return new FieldFetch((byte)type);
        }

        arguments.Error($"'{arguments.Text(0)}' is no field of a PROXY header", "write a number from 0 to 255, such as 0xE0, or a name: AUTHORITY, UNIQUE_ID, ALPN, SSL, NETNS, CRC32C, NOOP");
        return null;
    }

    /// <summary>All fields of a type, one after the other.</summary>
    private sealed class FieldFetch(byte type) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (context.Client.ProxyHeader is not { } header || !header.TryGetField(type, sample.Cursor, out ReadOnlySpan<byte> value))
            {
                return false;
            }

            sample.Cursor++;
            sample.HasMore = header.TryGetField(type, sample.Cursor, out _);
            sample.SetText(value);
            return true;
        }
    }
}
