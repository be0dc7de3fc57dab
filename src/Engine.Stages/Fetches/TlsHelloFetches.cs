using System;
using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;
using Engine.Stages.Inspection;

namespace Engine.Stages.Fetches;

/// <summary>What a TLS client says first, read as it passes by (CFG 7.3.5 req.ssl_*): nothing is decrypted.</summary>
internal static class TlsHelloFetches
{
    // Extensions by number (RFC 6066, 8422, 8446, 7301, 5077).
    private const int ServerName = 0;
    private const int SupportedGroups = 10;
    private const int SignatureAlgorithms = 13;
    private const int Protocols = 16;
    private const int SessionTicket = 35;
    private const int KeyShare = 51;

    private const int HostName = 0;

    private delegate bool HelloFunction(in ClientHello hello, in SampleContext context, ref Sample sample);

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("req.ssl_hello_type", "Type of the client's first TLS message: 1 for a hello.", SampleNeeds.RequestBytes, RequestType),
        FetchRow.Of("req_ssl_hello_type", "Type of the client's first TLS message: 1 for a hello.", SampleNeeds.RequestBytes, RequestType),
        FetchRow.Of("res.ssl_hello_type", "Type of the server's first TLS message: 2 for a hello.", SampleNeeds.ResponseBytes, ResponseType),
        FetchRow.Of("rep_ssl_hello_type", "Type of the server's first TLS message: 2 for a hello.", SampleNeeds.ResponseBytes, ResponseType),
        FetchRow.Of("req.ssl_ver", "Version that the client's hello offers: 65536 times the major plus the minor number.", SampleNeeds.RequestBytes, Version) with { GivesVersion = true },
        FetchRow.Of("req_ssl_ver", "Version that the client's hello offers: 65536 times the major plus the minor number.", SampleNeeds.RequestBytes, Version) with { GivesVersion = true },
        Row("req.ssl_sni", "Server name that the client's hello asks for.", Sni),
        Row("req_ssl_sni", "Server name that the client's hello asks for.", Sni),
        Row("req.ssl_alpn", "Protocols that the client's hello offers, the preferred one first.", Alpn),
        Row("req.ssl_ec_ext", "True when the client's hello lists elliptic curves.", HasCurves),
        Row("req.ssl_st_ext", "0: the client knows no session tickets, 1: it does, 2: it has one.", Ticket),
        Row("req.ssl_cipherlist", "Cipher suites of the client's hello, two bytes each.", Ciphers),
        Row("req.ssl_sigalgs", "Signature algorithms of the client's hello, two bytes each.", static (in ClientHello hello, in SampleContext _, ref Sample sample) => List(hello, SignatureAlgorithms, ref sample)),
        Row("req.ssl_supported_groups", "Groups of the client's hello, two bytes each.", static (in ClientHello hello, in SampleContext _, ref Sample sample) => List(hello, SupportedGroups, ref sample)),
        Row("req.ssl_keyshare_groups", "Groups for which the client's hello has a key share, two bytes each.", KeyShares),
    ];

    private static FetchRow Row(string name, string documentation, HelloFunction function)
    {
        HelloFetch fetch = new(function);
        return new FetchRow(name, documentation, SampleNeeds.RequestBytes, _ => fetch);
    }

    private static bool RequestType(in SampleContext context, ref Sample sample) => Type(context, false, ref sample);

    private static bool ResponseType(in SampleContext context, ref Sample sample) => Type(context, true, ref sample);

    private static bool Type(in SampleContext context, bool isResponse, ref Sample sample)
    {
        Arrived arrived = Arrived.Of(context, isResponse);
        Finding finding = TlsHandshake.TryFind(arrived.Bytes, context.Scratch, out byte type, out _);
        sample.MayChange = finding == Finding.NeedMore && arrived.MayGrow;
        sample.Set((long)type);
        return finding == Finding.Yes;
    }

    private static bool Version(in SampleContext context, ref Sample sample)
    {
        Arrived arrived = Arrived.Of(context.Exchange, isResponse: false);
        Finding finding = ClientHello.TryFind(arrived.Bytes, context.Scratch, out ClientHello hello);
        int version = hello.Version;
        if (finding == Finding.No)
        {
            finding = OldHello.TryFindVersion(arrived.Bytes, out version);
        }

        sample.MayChange = finding == Finding.NeedMore && arrived.MayGrow;
        sample.Set(((version & 0xff00L) << 8) | (version & 0xffL));
        return finding == Finding.Yes;
    }

    private static bool Sni(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        if (!hello.TryExtensionList(ServerName, out ReadOnlySpan<byte> list))
        {
            return false;
        }

        ByteCursor cursor = new(list);
        while (cursor.TryByte(out int type) && cursor.TryVector(out ReadOnlySpan<byte> name))
        {
            if (type == HostName)
            {
                sample.SetText(name);
                return true;
            }
        }

        return false;
    }

    /// <summary>One after the other for an ACL, else the first.</summary>
    private static bool Alpn(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        if (!hello.TryExtensionList(Protocols, out ReadOnlySpan<byte> list) || sample.Cursor >= list.Length)
        {
            return false;
        }

        if (!new ByteCursor(list[sample.Cursor..]).TryShortVector(out ReadOnlySpan<byte> name))
        {
            return false;
        }

        sample.Cursor += 1 + name.Length;
        sample.HasMore = sample.Iterates && sample.Cursor < list.Length;
        sample.SetText(name);
        return true;
    }

    private static bool HasCurves(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        sample.Set(hello.TryExtension(SupportedGroups, out _));
        return true;
    }

    private static bool Ticket(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        bool known = hello.TryExtension(SessionTicket, out ReadOnlySpan<byte> ticket);
        sample.Set(!known ? 0L : ticket.IsEmpty ? 1L : 2L);
        return true;
    }

    private static bool Ciphers(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        sample.SetBinary(hello.CipherSuites);
        return true;
    }

    private static bool List(in ClientHello hello, int extension, ref Sample sample)
    {
        bool found = hello.TryExtensionList(extension, out ReadOnlySpan<byte> list);
        sample.SetBinary(list);
        return found;
    }

    /// <summary>RFC 8446 section 4.2.8: the number of each group stands in front of its key.</summary>
    private static bool KeyShares(in ClientHello hello, in SampleContext context, ref Sample sample)
    {
        if (!hello.TryExtensionList(KeyShare, out ReadOnlySpan<byte> list) || !context.Scratch.TryTake(list.Length, out Span<byte> groups))
        {
            return false;
        }

        int length = 0;
        ByteCursor cursor = new(list);
        while (cursor.TryTake(2, out ReadOnlySpan<byte> group) && cursor.TryVector(out _))
        {
            group.CopyTo(groups[length..]);
            length += group.Length;
        }

        sample.SetBinary(groups[..length]);
        return true;
    }

    private sealed class HelloFetch(HelloFunction function) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            Arrived arrived = Arrived.Of(context.Exchange, isResponse: false);
            Finding finding = ClientHello.TryFind(arrived.Bytes, context.Scratch, out ClientHello hello);
            sample.MayChange = finding == Finding.NeedMore && arrived.MayGrow;
            return finding == Finding.Yes && function(hello, context, ref sample);
        }
    }
}
