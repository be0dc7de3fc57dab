using System;
using System.Text;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>For which requests a kept response may be used, beside their target (RFC 9111 section 4.1). Immutable.</summary>
/// <param name="Vary">The fields that it depends on.</param>
/// <param name="Codings">Its Content-Encoding, where it depends on Accept-Encoding; else empty.</param>
/// <param name="Referer">That of the request it answered, likewise.</param>
/// <param name="Origin">Likewise.</param>
internal sealed record CacheVariant(CacheVary Vary, byte[] Codings, byte[] Referer, byte[] Origin)
{
    /// <summary>For all requests of the target.</summary>
    internal static readonly CacheVariant Any = new(CacheVary.None, [], [], []);

    internal int Bytes => Codings.Length + Referer.Length + Origin.Length;

    /// <summary>Null when the response depends on something else.</summary>
    /// <param name="isProcessed"><c>process-vary on</c>.</param>
    internal static CacheVariant? Of(RequestHead request, ResponseHead response, bool isProcessed)
    {
        if (response.IndexOf(FieldName.Vary) < 0)
        {
            return Any;
        }

        if (!isProcessed || !TryReadVary(response, out CacheVary vary))
        {
            return null;
        }

        byte[] codings = (vary & CacheVary.AcceptEncoding) != 0 ? CodingsOf(response) : [];
        byte[] referer = (vary & CacheVary.Referer) != 0 ? ValueOf(request, FieldName.Referer).ToArray() : [];
        byte[] origin = (vary & CacheVary.Origin) != 0 ? ValueOf(request, FieldName.Origin).ToArray() : [];
        return new CacheVariant(vary, codings, referer, origin);
    }

    internal bool Suits(RequestHead request) =>
        Vary == CacheVary.None
        || (((Vary & CacheVary.AcceptEncoding) == 0 || Accepts(request))
            && ((Vary & CacheVary.Referer) == 0 || ValueOf(request, FieldName.Referer).SequenceEqual(Referer))
            && ((Vary & CacheVary.Origin) == 0 || ValueOf(request, FieldName.Origin).SequenceEqual(Origin)));

    /// <summary>True when one takes the other's place.</summary>
    internal bool Replaces(CacheVariant other) =>
        Vary == CacheVary.None || other.Vary == CacheVary.None
        || (Vary == other.Vary && Codings.AsSpan().SequenceEqual(other.Codings) && Referer.AsSpan().SequenceEqual(other.Referer) && Origin.AsSpan().SequenceEqual(other.Origin));

    /// <summary>RFC 9110 section 12.5.3: without the field any coding is good; else identity is unless it is refused by name or by "*".</summary>
    private bool Accepts(RequestHead request)
    {
        if (request.IndexOf(FieldName.AcceptEncoding) < 0)
        {
            return true;
        }

        if (Codings.Length == 0)
        {
            CodingPreference identity = AcceptEncoding.Of(request, "identity"u8);
            return identity.Quality > 0 || (!identity.IsNamed && !RefusesAll(request));
        }

        foreach (Range part in Codings.AsSpan().Split((byte)','))
        {
            if (AcceptEncoding.Of(request, Codings.AsSpan()[part]).Quality == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"*;q=0" stands there.</summary>
    private static bool RefusesAll(RequestHead request)
    {
        for (int i = request.IndexOf(FieldName.AcceptEncoding); i >= 0; i = request.IndexOf(FieldName.AcceptEncoding, i + 1))
        {
            foreach (Range part in request.ValueOf(request.Fields[i]).Split((byte)','))
            {
                ReadOnlySpan<byte> member = request.ValueOf(request.Fields[i])[part].Trim(" \t"u8);
                int semicolon = member.IndexOf((byte)';');
                if (semicolon > 0 && member[..semicolon].Trim(" \t"u8).SequenceEqual("*"u8) && QualityValue.Find(member[(semicolon + 1)..]) == 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TryReadVary(ResponseHead response, out CacheVary vary)
    {
        vary = CacheVary.None;
        for (int i = response.IndexOf(FieldName.Vary); i >= 0; i = response.IndexOf(FieldName.Vary, i + 1))
        {
            ReadOnlySpan<byte> line = response.ValueOf(response.Fields[i]);
            foreach (Range part in line.Split((byte)','))
            {
                CacheVary field = FieldNames.Recognise(line[part].Trim(" \t"u8)) switch
                {
                    FieldName.AcceptEncoding => CacheVary.AcceptEncoding,
                    FieldName.Referer => CacheVary.Referer,
                    FieldName.Origin => CacheVary.Origin,
                    _ => CacheVary.None,
                };
                if (field == CacheVary.None)
                {
                    return false;
                }

                vary |= field;
            }
        }

        return true;
    }

    /// <summary>Lower case, with commas between; "identity" is none.</summary>
    private static byte[] CodingsOf(ResponseHead response)
    {
        byte[] codings = [];
        for (int i = response.IndexOf(FieldName.ContentEncoding); i >= 0; i = response.IndexOf(FieldName.ContentEncoding, i + 1))
        {
            ReadOnlySpan<byte> line = response.ValueOf(response.Fields[i]);
            foreach (Range part in line.Split((byte)','))
            {
                byte[] coding = line[part].Trim(" \t"u8).ToArray();
                Ascii.ToLowerInPlace(coding, out _);
                if (coding.Length > 0 && !coding.AsSpan().SequenceEqual("identity"u8))
                {
                    codings = codings.Length == 0 ? coding : [.. codings, (byte)',', .. coding];
                }
            }
        }

        return codings;
    }

    private static ReadOnlySpan<byte> ValueOf(RequestHead request, FieldName name)
    {
        int at = request.IndexOf(name);
        return at < 0 ? default : request.ValueOf(request.Fields[at]);
    }
}
