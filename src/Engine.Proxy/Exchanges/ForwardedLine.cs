using System;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>Writes the line of <c>option forwarded</c>: Forwarded of RFC 7239.</summary>
internal static class ForwardedLine
{
    /// <summary>A line that would be longer is not written.</summary>
    internal const int BytesMax = 768;

    /// <summary>An identifier that hides an address is not longer than that (RFC 7239 section 6.3 sets no bound).</summary>
    private const int NodeBytesMax = 128;

    /// <summary>Bytes written; 0 when there is nothing to say.</summary>
    internal static int Write(Exchange exchange, ForwardedPlan plan, Span<byte> destination)
    {
        var line = new QuotedLine(destination[..BytesMax]);
        line.Add("Forwarded: "u8);
        int start = line.Length;
        if (plan.Proto)
        {
            line.Add("proto="u8);
            line.Add(exchange.Client.IsTls ? "https"u8 : "http"u8);
        }

        SampleContext context = new(exchange, RulePoints.BackendHttpRequest) { IsFinal = true };
        if (plan.Host.IsWritten)
        {
            WriteHost(context, plan.Host, start, ref line);
        }

        if (plan.By.IsWritten)
        {
            bool known = exchange.Client.TryGetLocal(out EndpointAddress local);
            line.Add(line.Length > start ? ";by="u8 : "by="u8);
            WriteNode(context, plan.By, plan.ByPort, known ? local : default, ref line);
        }

        if (plan.For.IsWritten)
        {
            line.Add(line.Length > start ? ";for="u8 : "for="u8);
            WriteNode(context, plan.For, plan.ForPort, exchange.Client.Address, ref line);
        }

        bool isEmpty = line.Length == start;
        line.Add("\r\n"u8);
        return isEmpty || line.HasOverflown ? 0 : line.Length;
    }

    private static void WriteHost(scoped in SampleContext context, ForwardedPartPlan part, int start, ref QuotedLine line)
    {
        ReadOnlySpan<byte> host = default;
        Sample sample = default;
        context.Scratch.Clear();
        if (part.Sample is { } plan)
        {
            host = plan.TryEvaluate(context, SampleType.Text, ref sample) ? sample.Bytes : default;
        }
        else if (context.Request.IndexOf(FieldName.Host) is >= 0 and int index)
        {
            host = context.Request.ValueOf(context.Request.Fields[index]);
        }

        if (!host.IsEmpty)
        {
            line.Add(line.Length > start ? ";host="u8 : "host="u8);
            line.AddQuoted(host);
        }
    }

    /// <summary>RFC 7239 section 6: an address, "unknown" or an identifier that hides it; in quotes when it holds a colon.</summary>
    private static void WriteNode(scoped in SampleContext context, ForwardedPartPlan node, ForwardedPartPlan port, EndpointAddress natural, ref QuotedLine line)
    {
        Span<byte> text = stackalloc byte[NodeBytesMax + 16];
        int length = node.Sample is null ? NameOf(natural, text) : NameOf(context, node.Sample, text);
        if (length == 0)
        {
            "unknown"u8.CopyTo(text);
            length = "unknown"u8.Length;
        }

        bool isQuoted = text[0] == '[';
        if (port.IsWritten && TryFindPort(context, port, natural, text[(length + 1)..], out int portLength))
        {
            text[length] = (byte)':';
            length += 1 + portLength;
            isQuoted = true;
        }

        if (isQuoted)
        {
            line.AddQuoted(text[..length]);
        }
        else
        {
            line.Add(text[..length]);
        }
    }

    private static int NameOf(EndpointAddress address, Span<byte> text)
    {
        if (!address.IsIP)
        {
            return 0;
        }

        if (!address.TryFormatAddress(text[1..], out int length))
        {
            return 0;
        }

        if (text[1..(length + 1)].IndexOf((byte)':') >= 0)
        {
            text[0] = (byte)'[';
            text[length + 1] = (byte)']';
            return length + 2;
        }

        text[1..(length + 1)].CopyTo(text);
        return length;
    }

    private static int NameOf(scoped in SampleContext context, SamplePlan plan, Span<byte> text)
    {
        Sample sample = default;
        context.Scratch.Clear();
        if (!plan.TryEvaluate(context, ref sample))
        {
            return 0;
        }

        if (sample.IsBytes && IsHidden(sample.Bytes))
        {
            sample.Bytes.CopyTo(text);
            return sample.Bytes.Length;
        }

        return SampleCasts.TryCast(ref sample, SampleType.Address, context.Scratch)
            ? NameOf(EndpointAddress.FromBits(sample.Address, sample.Type == SampleType.IPv4, 0), text)
            : 0;
    }

    private static bool TryFindPort(scoped in SampleContext context, ForwardedPartPlan port, EndpointAddress natural, Span<byte> text, out int length)
    {
        length = 0;
        if (port.Sample is not { } plan)
        {
            return natural.IsIP && natural.Port.TryFormat(text, out length, provider: System.Globalization.CultureInfo.InvariantCulture);
        }

        Sample sample = default;
        context.Scratch.Clear();
        if (!plan.TryEvaluate(context, ref sample))
        {
            return false;
        }

        if (sample.IsBytes && IsHidden(sample.Bytes))
        {
            sample.Bytes.CopyTo(text);
            length = sample.Bytes.Length;
            return length <= NodeBytesMax - 64;
        }

        return SampleCasts.TryCast(ref sample, SampleType.Integer, context.Scratch) && sample.Integer is > 0 and <= ushort.MaxValue
            && sample.Integer.TryFormat(text, out length, provider: System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 7239 section 6.3: an underscore, then letters, digits, dots, underscores and hyphens.</summary>
    private static bool IsHidden(ReadOnlySpan<byte> text) =>
        text.Length is > 1 and <= 63 && text[0] == '_'
        && text.IndexOfAnyExcept(HiddenCharacters) < 0;

    private static readonly System.Buffers.SearchValues<byte> HiddenCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);
}
