using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>JSON Web Tokens (CFG 7.3.1 jwt_*, RFC 7519): what is in them, whether their signature holds, and what they say when they are encrypted.
/// Nothing else is checked of them.</summary>
internal static class JwtConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        .. JwtDecryptConverter.Rows,
        new("jwt_header_query", "The token's header, or a value at a path in it.", SampleType.Binary, static call => CreateQuery(call, ofHeader: true)),
        new("jwt_payload_query", "The token's payload, or a value at a path in it.", SampleType.Binary, static call => CreateQuery(call, ofHeader: false)),
        new("jwt_verify", "Whether the signature holds: algorithm, and secret or file of the public key. 1 yes, 0 no, below for errors.", SampleType.Binary, JwtVerifyConverter.Create),
        new("jwt_verify_cert", "The same with the file of a certificate.", SampleType.Binary, JwtVerifyConverter.Create),
    ];

    private static Query? CreateQuery(SampleCallArguments call, bool ofHeader)
    {
        JsonQueryConverter? query = call.Has(0) ? JsonQueryConverter.Create(call) : null;
        return call.Has(0) && query is null ? null : new Query(ofHeader, query);
    }

    private sealed class Query(bool ofHeader, JsonQueryConverter? query) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!JwtToken.TryRead(sample.Bytes, out JwtToken token))
            {
                return false;
            }

            ReadOnlySpan<byte> part = ofHeader ? token.Header : token.Payload;
            if (!context.Scratch.TryTake(part.Length, out Span<byte> room) || !Base64Text.TryDecodeUrl(part, room, out int length))
            {
                return false;
            }

            sample.SetText(room[..length]);
            return query is null || query.TryConvert(context, ref sample);
        }
    }
}
