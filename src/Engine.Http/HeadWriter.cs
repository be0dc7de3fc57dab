using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Engine.Http;

/// <summary>
/// Renders heads for the next hop. What belongs to the connection it came on is left out (RFC 9110 section 7.6.1): Connection and the
/// fields it names, Keep-Alive, Proxy-Connection, TE except "trailers", Upgrade unless asked for (and then without h2c). All else keeps its bytes, its case
/// and its order; lines that nobody touched and that lie side by side are copied at once.
/// </summary>
public static class HeadWriter
{
    /// <summary>Bytes written, or -1 when the destination is too small (its contents are then undefined).</summary>
    public static int WriteRequest(RequestHead head, in RequestRewrite rewrite, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        ReadOnlySpan<byte> startLine = rewrite.Version == HttpVersion.Http11 ? head.PlainStartLine : default;
        if (startLine.IsEmpty)
        {
            writer.Write(head.MethodBytes);
            writer.Write(" "u8);
            writer.Write(head.Target);
            writer.Write(rewrite.Version == HttpVersion.Http11 ? " HTTP/1.1\r\n"u8 : " HTTP/1.0\r\n"u8);
        }

        ulong dropped = Dropped(rewrite.Connection, rewrite.Coding);
        bool trailers = rewrite.Version == HttpVersion.Http11 && head.MayHave(FieldName.TE) && AcceptsTrailers(head);
        WriteFields(head, dropped, startLine, ref writer);
        if (trailers)
        {
            writer.Write("TE: trailers\r\n"u8);
        }

        if (rewrite.Coding == CodingChange.AddChunked)
        {
            writer.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        if (rewrite.Connection != ConnectionOption.None || trailers)
        {
            WriteConnection(rewrite.Connection, trailers, rewrite.UsesProxyConnection, ref writer);
        }

        WriteEnd(rewrite.ExtraLines, ref writer);
        return writer.Result;
    }

    /// <summary>Bytes written, or -1 when the destination is too small (its contents are then undefined).</summary>
    public static int WriteResponse(ResponseHead head, in ResponseRewrite rewrite, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        ReadOnlySpan<byte> startLine = rewrite.Version == HttpVersion.Http11 ? head.PlainStartLine : default;
        if (startLine.IsEmpty)
        {
            writer.Write(rewrite.Version == HttpVersion.Http11 ? "HTTP/1.1 "u8 : "HTTP/1.0 "u8);
            writer.WriteThreeDigits(head.Status);
            writer.Write(" "u8);
            writer.Write(head.Reason);
            writer.Write("\r\n"u8);
        }

        WriteFields(head, Dropped(rewrite.Connection, rewrite.Coding), startLine, ref writer);
        if (rewrite.Coding == CodingChange.AddChunked)
        {
            writer.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        if (rewrite.Connection != ConnectionOption.None)
        {
            WriteConnection(rewrite.Connection, trailers: false, rewrite.UsesProxyConnection, ref writer);
        }

        WriteEnd(rewrite.ExtraLines, ref writer);
        return writer.Result;
    }

    /// <summary>What belongs to a connection, and not to the message on it.</summary>
    private const ulong HopByHop = (1UL << (int)FieldName.Connection) | (1UL << (int)FieldName.KeepAlive)
        | (1UL << (int)FieldName.ProxyConnection) | (1UL << (int)FieldName.TE);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Dropped(ConnectionOption connection, CodingChange coding) =>
        connection != ConnectionOption.Upgrade && coding == CodingChange.Keep ? HopByHop | Bit(FieldName.Upgrade) : DroppedSlow(connection, coding);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong DroppedSlow(ConnectionOption connection, CodingChange coding)
    {
        ulong dropped = HopByHop;
        dropped |= connection == ConnectionOption.Upgrade ? 0 : Bit(FieldName.Upgrade);
        dropped |= coding switch
        {
            CodingChange.AddChunked => Bit(FieldName.TransferEncoding) | Bit(FieldName.ContentLength),
            CodingChange.Remove => Bit(FieldName.TransferEncoding) | Bit(FieldName.Trailer),
            _ => 0,
        };
        return dropped;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(FieldName name) => 1UL << (int)name;

    /// <param name="startLine">What lies right before the fields and is still to be written; may be empty.</param>
    private static void WriteFields(MessageHead head, ulong dropped, ReadOnlySpan<byte> startLine, ref SpanWriter writer)
    {
        bool namesFields = (head.Connection & ConnectionTokens.Named) != 0;
        int received = head.FieldCount - head.AddedFields;
        if (received > 0 && head.IsPlain && !namesFields && (head.Present & ~dropped & Bit(FieldName.Upgrade)) == 0)
        {
            // Lines that lie as they were received, and behind them those that were added.
            WriteRuns(head, ..received, dropped, startLine.Length, ref writer);
            if (head.AddedFields > 0)
            {
                WriteRuns(head, received.., dropped, 0, ref writer);
            }

            return;
        }

        writer.Write(startLine);
        WriteEachField(head, dropped, namesFields, ref writer);
    }

    /// <summary>Lines that lie side by side: all of them in one piece, or in the pieces between those that are dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRuns(MessageHead head, Range lines, ulong dropped, int before, ref SpanWriter writer)
    {
        ReadOnlySpan<HeadField> fields = head.Fields[lines];
        int start = fields[0].NameStart - before;
        ulong present = head.Present & dropped;
        if (present != 0)
        {
            // Most heads have one such line at most, and it is known which one.
            var name = (FieldName)BitOperations.TrailingZeroCount(present);
            bool isOne = BitOperations.IsPow2(present) && !head.Names.IsRepeated(name);
            int only = isOne ? head.Names.LastOf(name) - lines.Start.Value : -1;
            start = (uint)only < (uint)fields.Length
                ? WriteUpTo(head, fields[only], start, ref writer)
                : WriteRunsBetween(head, fields, dropped, start, ref writer);
        }

        writer.Write(head.Bytes[start..fields[^1].LineEnd]);
    }

    /// <summary>Where the run behind a field begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteUpTo(MessageHead head, in HeadField field, int start, ref SpanWriter writer)
    {
        writer.Write(head.Bytes[start..field.NameStart]);
        return field.LineEnd;
    }

    /// <summary>Where the last run begins.</summary>
    private static int WriteRunsBetween(MessageHead head, ReadOnlySpan<HeadField> fields, ulong dropped, int start, ref SpanWriter writer)
    {
        foreach (ref readonly HeadField field in fields)
        {
            if (((dropped >> (int)field.Name) & 1) != 0)
            {
                start = WriteUpTo(head, field, start, ref writer);
            }
        }

        return start;
    }

    private static void WriteEachField(MessageHead head, ulong dropped, bool namesFields, ref SpanWriter writer)
    {
        ReadOnlySpan<byte> bytes = head.Bytes;
        int runStart = 0;
        int runEnd = 0;
        foreach (ref readonly HeadField field in head.Fields)
        {
            if (field.IsRemoved || ((dropped >> (int)field.Name) & 1) != 0 || (namesFields && IsNamedSlow(head, field)))
            {
                continue;
            }

            if ((field.Flags & FieldFlags.Odd) != 0 || field.Name == FieldName.Upgrade)
            {
                writer.Write(bytes[runStart..runEnd]);
                runEnd = runStart;
                WriteOddSlow(head, field, ref writer);
                continue;
            }

            if (field.NameStart != runEnd)
            {
                writer.Write(bytes[runStart..runEnd]);
                runStart = field.NameStart;
            }

            runEnd = field.LineEnd;
        }

        writer.Write(bytes[runStart..runEnd]);
    }

    /// <summary>
    /// Whether the sender's Connection takes this field off. It has no power over what the proxy itself put in, nor over what decides
    /// where the message goes and where it ends.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsNamedSlow(MessageHead head, in HeadField field) =>
        (field.Flags & FieldFlags.Edited) == 0
        && field.Name is not (FieldName.Host or FieldName.ContentLength or FieldName.TransferEncoding or FieldName.Upgrade)
        && ConnectionFields.Names(head, head.NameOf(field));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteOddSlow(MessageHead head, in HeadField field, ref SpanWriter writer)
    {
        if (field.Name == FieldName.Upgrade)
        {
            WriteUpgradeSlow(head, field, ref writer);
            return;
        }

        writer.Write(head.NameOf(field));
        writer.Write(": "u8);
        writer.Write(head.ValueOf(field));
        writer.Write("\r\n"u8);
    }

    /// <summary>
    /// Without h2c: whoever got that through would speak HTTP/2 to the server behind the rules of this proxy. With nothing left the line goes.
    /// </summary>
    private static void WriteUpgradeSlow(MessageHead head, in HeadField field, ref SpanWriter writer)
    {
        ReadOnlySpan<byte> value = head.ValueOf(field);
        bool isFirst = true;
        while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> protocol))
        {
            if (!Ascii.EqualsIgnoreCase(protocol, "h2c"u8))
            {
                writer.Write(isFirst ? head.NameOf(field) : default);
                writer.Write(isFirst ? ": "u8 : ", "u8);
                writer.Write(protocol);
                isFirst = false;
            }
        }

        writer.Write(isFirst ? default : "\r\n"u8);
    }

    /// <summary>RFC 9110 section 10.1.4: the one member of TE that an intermediary which relays trailers may pass on.</summary>
    private static bool AcceptsTrailers(MessageHead head)
    {
        for (int i = head.IndexOf(FieldName.TE); i >= 0; i = head.IndexOf(FieldName.TE, i + 1))
        {
            ReadOnlySpan<byte> value = head.ValueOf(head.Fields[i]);
            while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> coding))
            {
                if (Ascii.EqualsIgnoreCase(coding, "trailers"u8))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void WriteEnd(ReadOnlySpan<byte> extraLines, ref SpanWriter writer)
    {
        if (!extraLines.IsEmpty)
        {
            writer.Write(extraLines);
        }

        writer.WriteLineEnd();
    }

    private static void WriteConnection(ConnectionOption connection, bool trailers, bool proxy, ref SpanWriter writer)
    {
        if (proxy)
        {
            writer.Write("Proxy-"u8);
        }

        // TE is hop-by-hop, so whoever sends it names it (RFC 9110 section 10.1.4).
        writer.Write((connection, trailers) switch
        {
            (ConnectionOption.Close, false) => "Connection: close\r\n"u8,
            (ConnectionOption.Close, true) => "Connection: close, TE\r\n"u8,
            (ConnectionOption.KeepAlive, false) => "Connection: keep-alive\r\n"u8,
            (ConnectionOption.KeepAlive, true) => "Connection: keep-alive, TE\r\n"u8,
            (ConnectionOption.Upgrade, false) => "Connection: Upgrade\r\n"u8,
            (ConnectionOption.Upgrade, true) => "Connection: Upgrade, TE\r\n"u8,
            (_, true) => "Connection: TE\r\n"u8,
            _ => default,
        });
    }
}
