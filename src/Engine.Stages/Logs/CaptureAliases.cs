using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Logs;

/// <summary>Aliases of what was captured (CFG 8.8): <c>{a|b}</c>, or one item each for CLF. Nothing at all where nothing is declared, or no request came.</summary>
internal static class CaptureAliases
{
    internal static IReadOnlyList<LogAliasRow> Rows =>
    [
        new("hr", "Captured of the request, between braces.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Braces(SlotsOf(c, response: false), f, ref l)),
        new("hs", "Captured of the response, between braces.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Braces(SlotsOf(c, response: true), f, ref l)),
        new("hrl", "Captured of the request, one item each.", static (in SampleContext c, LogFlags f, ref LineWriter l) => List(SlotsOf(c, response: false), f, ref l)),
        new("hsl", "Captured of the response, one item each.", static (in SampleContext c, LogFlags f, ref LineWriter l) => List(SlotsOf(c, response: true), f, ref l)),
        new("CC", "The captured cookie of the request.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Text(c.HasExchange ? c.Exchange.Captures.RequestCookie : default, f)),
        new("CS", "The captured cookie of the response.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Text(c.HasExchange ? c.Exchange.Captures.ResponseCookie : default, f)),
    ];

    private static CaptureSlots? SlotsOf(in SampleContext context, bool response)
    {
        bool has = context.HasExchange && context.Exchange.Record.HasRequestOrSession;
        CaptureSlots? slots = !has ? null : response ? context.Exchange.Captures.Response : context.Exchange.Captures.Request;
        return slots is { Count: > 0 } ? slots : null;
    }

    private static void Braces(CaptureSlots? slots, LogFlags flags, ref LineWriter line)
    {
        if ((flags & LineWriter.Encodings) != 0)
        {
            List(slots, flags, ref line);
        }
        else if (slots is not null)
        {
            bool quotes = (flags & LogFlags.Quote) != 0;
            if (quotes)
            {
                line.Raw((byte)'"');
            }

            int count = slots.Count;
            for (int i = 0; i < count; i++)
            {
                line.Raw(i == 0 ? (byte)'{' : (byte)'|');
                ReadOnlySpan<byte> text = slots[i];
                if (!text.IsEmpty)
                {
                    line.EscapedCapture(text, flags);
                }
            }

            line.Raw((byte)'}');
            if (quotes)
            {
                line.Raw((byte)'"');
            }
        }
    }

    private static void List(CaptureSlots? slots, LogFlags flags, ref LineWriter line)
    {
        if ((flags & LineWriter.Encodings) != 0)
        {
            line.List(slots?.Count ?? 0, flags);
        }

        bool json = (flags & LogFlags.Json) != 0;
        for (int i = 0; i < (slots?.Count ?? 0); i++)
        {
            line.Raw(i == 0 ? default : json ? ", "u8 : (flags & LogFlags.Cbor) != 0 ? default : " "u8);
            line.CapturedText(slots![i], flags);
        }

        line.Raw(json ? "]"u8 : default);
    }
}
