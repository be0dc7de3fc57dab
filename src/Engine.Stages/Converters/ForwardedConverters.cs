using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The Forwarded field (CFG 7.3.1 rfc7239_*): one element of it, its parameters, and its nodes in both directions.</summary>
internal static class ForwardedConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("rfc7239_is_valid", "True for an element of a Forwarded field that is well formed.", SampleType.Text, IsValid),
        new("rfc7239_field", "A parameter of it: for, by, host or proto.", SampleType.Text, CreateParameter),
        ConverterRow.Of("rfc7239_n2nn", "The name of a node: an address, 'unknown', or text that begins with '_'.", SampleType.Text, NodeToName),
        ConverterRow.Of("rfc7239_n2np", "The port of a node: a number, or text that begins with '_'.", SampleType.Text, NodeToPort),
        ConverterRow.Of("rfc7239_nn", "An address or text as the name of a node.", SampleType.None, ToName),
        ConverterRow.Of("rfc7239_np", "A number or text as the port of a node.", SampleType.None, ToPort),
    ];

    private static bool IsValid(in SampleContext context, ref Sample sample)
    {
        sample.Set(ForwardedHeader.TryRead(sample.Bytes, out _));
        return true;
    }

    private static Parameter? CreateParameter(SampleCallArguments call)
    {
        if (call.Text(0) is "for" or "by" or "host" or "proto")
        {
            return new Parameter(call.Text(0));
        }

        call.Error($"'{call.Text(0)}' is no parameter of a Forwarded field", "write for, by, host or proto");
        return null;
    }

    private static bool NodeToName(in SampleContext context, ref Sample sample)
    {
        if (!ForwardedNode.TryRead(sample.Bytes, out ForwardedNode node))
        {
            return false;
        }

        if (!node.Name.IsEmpty)
        {
            sample.SetText(node.Name);
        }
        else if (node.IsIPv4)
        {
            sample.SetIPv4((uint)node.Address);
        }
        else
        {
            sample.SetIPv6(node.Address);
        }

        return true;
    }

    private static bool NodeToPort(in SampleContext context, ref Sample sample)
    {
        if (!ForwardedNode.TryRead(sample.Bytes, out ForwardedNode node) || (node.Port < 0 && node.PortName.IsEmpty))
        {
            return false;
        }

        if (node.PortName.IsEmpty)
        {
            sample.Set((long)node.Port);
        }
        else
        {
            sample.SetText(node.PortName);
        }

        return true;
    }

    /// <summary>An IPv6 address needs brackets, empty text is "unknown".</summary>
    private static bool ToName(in SampleContext context, ref Sample sample)
    {
        bool isIPv6 = sample.Type == SampleType.IPv6;
        bool isAddress = sample.IsAddress;
        if (!SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch))
        {
            return false;
        }

        if (isIPv6)
        {
            return TrySet(context.Scratch, ref sample, "["u8, "]"u8);
        }

        if (sample.Bytes.IsEmpty)
        {
            sample.SetText("unknown"u8);
            return true;
        }

        return isAddress || (ForwardedNode.IsObfuscated(sample.Bytes) && TrySet(context.Scratch, ref sample, "_"u8, default));
    }

    private static bool ToPort(in SampleContext context, ref Sample sample)
    {
        if (sample.Type == SampleType.Integer)
        {
            sample.Set((long)unchecked((uint)sample.Integer));
            return SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch);
        }

        return SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch)
            && ForwardedNode.IsObfuscated(sample.Bytes)
            && TrySet(context.Scratch, ref sample, "_"u8, default);
    }

    private static bool TrySet(Scratch scratch, ref Sample sample, ReadOnlySpan<byte> before, ReadOnlySpan<byte> behind)
    {
        if (!scratch.TryTake(before.Length + sample.Bytes.Length + behind.Length, out Span<byte> room))
        {
            return false;
        }

        before.CopyTo(room);
        sample.Bytes.CopyTo(room[before.Length..]);
        behind.CopyTo(room[(before.Length + sample.Bytes.Length)..]);
        sample.SetText(room);
        return true;
    }

    private sealed class Parameter(string name) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!ForwardedHeader.TryRead(sample.Bytes, out ForwardedHeader header))
            {
                return false;
            }

            ReadOnlySpan<byte> value = name switch
            {
                "for" => header.For,
                "by" => header.By,
                "host" => header.Host,
                _ => header.Proto,
            };
            sample.SetText(value);
            return !value.IsEmpty;
        }
    }
}
