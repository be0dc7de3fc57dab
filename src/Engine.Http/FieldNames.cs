using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>The recognised names: their spelling, and how to find one from bytes without a branch per candidate.</summary>
public static unsafe class FieldNames
{
    internal const int Count = (int)FieldName.XOriginalTo + 1;

    /// <summary>The longest name has 25 bytes: two vectors, which overlap.</summary>
    private const int NameBytesMax = 32;

    /// <summary>A row: the name in lower case; a mask that keeps as much of a vector as the name fills; its length.</summary>
    private const int RowBytes = 64, MaskAt = 32, LengthAt = 48;

    /// <summary>The rows stand behind the slots.</summary>
    private const int SlotCount = 256;

    /// <summary>Found by search: with it the keys of all names fall into different slots of 256 (a test holds that).</summary>
    private const uint SlotMultiplier = 0xE901E35D;

    /// <summary>Which row a name may be in, and the rows; for <see cref="Recognise(byte*, byte*, int)"/>. Lives as long as the process.</summary>
    internal static readonly byte* Table = BuildTable();

    /// <summary>The name as the engine writes it. Empty for <see cref="FieldName.Other"/>.</summary>
    public static ReadOnlySpan<byte> Text(FieldName name) => name switch
    {
        FieldName.Host => "Host"u8,
        FieldName.Connection => "Connection"u8,
        FieldName.ContentLength => "Content-Length"u8,
        FieldName.TransferEncoding => "Transfer-Encoding"u8,
        FieldName.Expect => "Expect"u8,
        FieldName.Upgrade => "Upgrade"u8,
        FieldName.SecWebSocketKey => "Sec-WebSocket-Key"u8,
        FieldName.KeepAlive => "Keep-Alive"u8,
        FieldName.ProxyConnection => "Proxy-Connection"u8,
        FieldName.TE => "TE"u8,
        FieldName.Trailer => "Trailer"u8,
        FieldName.Date => "Date"u8,
        FieldName.Server => "Server"u8,
        FieldName.Cookie => "Cookie"u8,
        FieldName.SetCookie => "Set-Cookie"u8,
        FieldName.Location => "Location"u8,
        FieldName.Accept => "Accept"u8,
        FieldName.AcceptEncoding => "Accept-Encoding"u8,
        FieldName.AcceptLanguage => "Accept-Language"u8,
        FieldName.AcceptRanges => "Accept-Ranges"u8,
        FieldName.Age => "Age"u8,
        FieldName.Allow => "Allow"u8,
        FieldName.Authorization => "Authorization"u8,
        FieldName.CacheControl => "Cache-Control"u8,
        FieldName.ContentDisposition => "Content-Disposition"u8,
        FieldName.ContentEncoding => "Content-Encoding"u8,
        FieldName.ContentLanguage => "Content-Language"u8,
        FieldName.ContentLocation => "Content-Location"u8,
        FieldName.ContentRange => "Content-Range"u8,
        FieldName.ContentType => "Content-Type"u8,
        FieldName.ETag => "ETag"u8,
        FieldName.Expires => "Expires"u8,
        FieldName.Forwarded => "Forwarded"u8,
        FieldName.From => "From"u8,
        FieldName.Http2Settings => "HTTP2-Settings"u8,
        FieldName.IfMatch => "If-Match"u8,
        FieldName.IfModifiedSince => "If-Modified-Since"u8,
        FieldName.IfNoneMatch => "If-None-Match"u8,
        FieldName.IfRange => "If-Range"u8,
        FieldName.IfUnmodifiedSince => "If-Unmodified-Since"u8,
        FieldName.LastModified => "Last-Modified"u8,
        FieldName.Link => "Link"u8,
        FieldName.MaxForwards => "Max-Forwards"u8,
        FieldName.Origin => "Origin"u8,
        FieldName.Pragma => "Pragma"u8,
        FieldName.ProxyAuthenticate => "Proxy-Authenticate"u8,
        FieldName.ProxyAuthorization => "Proxy-Authorization"u8,
        FieldName.Range => "Range"u8,
        FieldName.Referer => "Referer"u8,
        FieldName.RetryAfter => "Retry-After"u8,
        FieldName.SecWebSocketAccept => "Sec-WebSocket-Accept"u8,
        FieldName.SecWebSocketProtocol => "Sec-WebSocket-Protocol"u8,
        FieldName.SecWebSocketVersion => "Sec-WebSocket-Version"u8,
        FieldName.StrictTransportSecurity => "Strict-Transport-Security"u8,
        FieldName.UserAgent => "User-Agent"u8,
        FieldName.Vary => "Vary"u8,
        FieldName.Via => "Via"u8,
        FieldName.WwwAuthenticate => "WWW-Authenticate"u8,
        FieldName.XForwardedFor => "X-Forwarded-For"u8,
        FieldName.XForwardedProto => "X-Forwarded-Proto"u8,
        FieldName.XOriginalTo => "X-Original-To"u8,
        _ => default,
    };

    /// <summary>Which recognised name these bytes are, in any case; <see cref="FieldName.Other"/> when none.</summary>
    public static FieldName Recognise(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > NameBytesMax)
        {
            return FieldName.Other;
        }

        byte* padded = stackalloc byte[NameBytesMax];
        name.CopyTo(new Span<byte>(padded, NameBytesMax));
        return Recognise(Table, padded, name.Length);
    }

    /// <summary>The same for a name of tokens with at least 16 readable bytes from its first one on.</summary>
    /// <param name="table"><see cref="Table"/>, fetched once by who asks often.</param>
    /// <param name="name">First byte of the name.</param>
    /// <param name="length">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static FieldName Recognise(byte* table, byte* name, int length)
    {
        uint candidate = table[Slot(name[0], name[(uint)length - 1], (uint)length)];
        byte* row = table + SlotCount + (candidate * RowBytes);
        if (row[LengthAt] != length)
        {
            return FieldName.Other;
        }

        // Among the bytes of a token only letters and their other case differ by that bit alone, and "-" has it already.
        Vector128<byte> lowerBit = Vector128.Create((byte)0x20);
        Vector128<byte> difference = ((Vector128.Load(name) | lowerBit) & Vector128.Load(row + MaskAt)) ^ Vector128.Load(row);
        if (length > Vector128<byte>.Count)
        {
            uint tail = (uint)(length - Vector128<byte>.Count);
            difference |= (Vector128.Load(name + tail) | lowerBit) ^ Vector128.Load(row + tail);
        }

        return difference == Vector128<byte>.Zero ? (FieldName)candidate : FieldName.Other;
    }

    private static uint Slot(byte first, byte last, uint length) =>
        (((first | 0x20u) | ((last | 0x20u) << 8) | (length << 16)) * SlotMultiplier) >> 24;

    private static byte* BuildTable()
    {
        byte* table = (byte*)NativeMemory.AlignedAlloc(SlotCount + (Count * RowBytes), RowBytes);
        new Span<byte>(table, SlotCount + (Count * RowBytes)).Clear();
        for (int i = 1; i < Count; i++)
        {
            ReadOnlySpan<byte> text = Text((FieldName)i);
            table[Slot(text[0], text[^1], (uint)text.Length)] = (byte)i;
            byte* row = table + SlotCount + (i * RowBytes);
            for (int j = 0; j < text.Length; j++)
            {
                row[j] = (byte)(text[j] | 0x20);
            }

            new Span<byte>(row + MaskAt, Math.Min(text.Length, Vector128<byte>.Count)).Fill(0xFF);
            row[LengthAt] = (byte)text.Length;
        }

        return table;
    }
}
