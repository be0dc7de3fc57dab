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

    /// <summary>
    /// A row: the name in lower case, a colon behind it; a mask of what of a vector these fill; the bits that make its letters small.
    /// </summary>
    private const int RowBytes = 64, KeptAt = 32, CaseAt = 48;

    /// <summary>How long the names are, a byte each, stands behind the slots; then come the rows.</summary>
    private const int SlotCount = 256, LengthsAt = SlotCount, RowsAt = LengthsAt + 64, TableBytes = RowsAt + (Count * RowBytes);

    /// <summary>Found by search: with it the keys of all names fall into different slots of 256 (a test holds that).</summary>
    private const uint SlotMultiplier = 0xE901E35D;

    /// <summary>Which row a name may be in, and the rows; for <see cref="Recognise(byte*, Vector128{byte}, byte*, int)"/>. Lives as long as the process.</summary>
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
        if (name.IsEmpty || name.Length >= NameBytesMax)
        {
            return FieldName.Other;
        }

        byte* padded = stackalloc byte[NameBytesMax];
        name.CopyTo(new Span<byte>(padded, NameBytesMax));
        padded[name.Length] = (byte)':';
        Vector128<byte> front = Vector128.Load(padded);
        return name.Length < Vector128<byte>.Count ? Recognise(Table, front, padded, name.Length) : RecogniseLong(Table, front, padded, name.Length);
    }

    /// <summary>The same for a short name with its colon: which bytes a name may hold need not be looked at before.</summary>
    /// <param name="table"><see cref="Table"/>, fetched once by who asks often.</param>
    /// <param name="front">The name, the colon, and what follows.</param>
    /// <param name="name">Where these bytes are.</param>
    /// <param name="length">1 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static FieldName Recognise(byte* table, Vector128<byte> front, byte* name, int length)
    {
        uint candidate = CandidateFor(table, name, length);
        return DifferenceFrom(Row(table, candidate), front) == Vector128<byte>.Zero ? (FieldName)candidate : FieldName.Other;
    }

    /// <summary>Of 16 bytes or more.</summary>
    private static FieldName RecogniseLong(byte* table, Vector128<byte> front, byte* name, int length)
    {
        uint candidate = CandidateFor(table, name, length);
        if (table[LengthsAt + candidate] != length)
        {
            return FieldName.Other;
        }

        byte* row = Row(table, candidate);
        uint tail = (uint)(length - Vector128<byte>.Count);
        Vector128<byte> text = Vector128.Load(row + tail);

        // Of what stands in names only letters have the bit 0x40.
        Vector128<byte> smallBits = (text & Vector128.Create((byte)0x40)) >>> 1;
        Vector128<byte> difference = DifferenceFrom(row, front) | ((Vector128.Load(name + tail) | smallBits) ^ text);
        return difference == Vector128<byte>.Zero ? (FieldName)candidate : FieldName.Other;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint CandidateFor(byte* table, byte* name, int length) => table[Slot(name[0], (name + length)[-1], (uint)length)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Row(byte* table, uint candidate) => table + RowsAt + (candidate * RowBytes);

    /// <summary>None also where there is no candidate: the first row keeps nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> DifferenceFrom(byte* row, Vector128<byte> front) =>
        ((front | Vector128.Load(row + CaseAt)) & Vector128.Load(row + KeptAt)) ^ Vector128.Load(row);

    private static uint Slot(byte first, byte last, uint length) =>
        (((first | 0x20u) | ((last | 0x20u) << 8) | (length << 16)) * SlotMultiplier) >> 24;

    private static byte* BuildTable()
    {
        byte* table = (byte*)NativeMemory.AlignedAlloc(TableBytes, RowBytes);
        new Span<byte>(table, TableBytes).Clear();
        for (int i = 1; i < Count; i++)
        {
            ReadOnlySpan<byte> text = Text((FieldName)i);
            table[Slot(text[0], text[^1], (uint)text.Length)] = (byte)i;
            table[LengthsAt + i] = (byte)text.Length;
            byte* row = Row(table, (uint)i);
            text.CopyTo(new Span<byte>(row, NameBytesMax));
            row[text.Length] = (byte)':';
            for (int j = 0; j < text.Length; j++)
            {
                byte smallBit = char.IsAsciiLetter((char)text[j]) ? (byte)0x20 : (byte)0;
                row[j] |= smallBit;
                if (j < Vector128<byte>.Count)
                {
                    row[CaseAt + j] = smallBit;
                }
            }

            new Span<byte>(row + KeptAt, Math.Min(text.Length + 1, Vector128<byte>.Count)).Fill(0xFF);
        }

        return table;
    }
}
