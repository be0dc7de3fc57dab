namespace Engine.Http;

/// <summary>
/// RFC 9112 section 6.3 as two tables, first match wins. The only place that decides how long a message is. Fields that lose are
/// marked as removed, so that the next reader has nothing left to disagree about. Malformed fields never get here: the parsers refuse them.
/// </summary>
public static class Framing
{
    /// <param name="head">As parsed; losing framing fields get removed.</param>
    /// <param name="acceptUnsafe">option accept-unsafe-violations-in-http-request.</param>
    /// <param name="acceptPayload">h1-accept-payload-with-any-method.</param>
    /// <param name="keepAmbiguous">h1-do-not-close-on-insecure-transfer-encoding.</param>
    public static BodyFraming OfRequest(RequestHead head, bool acceptUnsafe, bool acceptPayload = false, bool keepAmbiguous = false)
    {
        bool chunked = head.Coding == TransferCoding.Chunked;
        bool sized = head.ContentLength >= 0;
        bool old = head.Version < HttpVersion.Http11;
        return (head.Method, chunked, sized, old) switch
        {
            // A request without framing fields has no body.
            (_, false, false, _) => new BodyFraming(BodyKind.None),

            // CONNECT has no content (RFC 9110 section 9.3.6); whoever thinks otherwise does not get a second request.
            (HttpMethod.Connect, _, _, _) => Without(head, FieldName.ContentLength, FieldName.TransferEncoding, new(BodyKind.None, closeAfter: true)),

            // HTTP/1.0 knows no Transfer-Encoding: the framing is faulty (RFC 9112 section 6.1).
            (_, true, _, true) when !acceptUnsafe => new BodyFraming(BodyKind.None, closeAfter: true, fault: HttpFault.CodingInHttp10),

            // Both: Transfer-Encoding wins, and the connection ends after the response (RFC 9112 section 6.1).
            (_, true, true, _) => Without(head, FieldName.ContentLength, new(BodyKind.Chunked, closeAfter: old || !keepAmbiguous)),
            (_, true, false, _) => new BodyFraming(BodyKind.Chunked, closeAfter: old),

            // HTTP/1.0 servers do not expect bodies with these (RFC 1945 section 7.2.2; HAProxy answers 413).
            (HttpMethod.Get or HttpMethod.Head or HttpMethod.Delete, false, true, true) when head.ContentLength > 0 && !acceptPayload =>
                new BodyFraming(BodyKind.None, closeAfter: true, fault: HttpFault.BodyNotAllowed),
            (_, false, true, _) => new BodyFraming(head.ContentLength > 0 ? BodyKind.Length : BodyKind.None, head.ContentLength),
        };
    }

    /// <param name="head">As parsed; losing framing fields get removed.</param>
    /// <param name="requestMethod">Of the request that it answers. Whether a 101 may be is the caller's to check.</param>
    public static BodyFraming OfResponse(ResponseHead head, HttpMethod requestMethod)
    {
        bool chunked = head.Coding == TransferCoding.Chunked;
        bool sized = head.ContentLength >= 0;
        bool old = head.Version < HttpVersion.Http11;
        return (head.Status, requestMethod, chunked, sized) switch
        {
            // Any 2xx, also one that has no content elsewhere (RFC 9110 section 9.3.6).
            ( >= 200 and < 300, HttpMethod.Connect, _, _) => Without(head, FieldName.ContentLength, FieldName.TransferEncoding, new(BodyKind.Tunnel, closeAfter: true)),
            (101, _, _, _) => Without(head, FieldName.ContentLength, FieldName.TransferEncoding, new(BodyKind.Tunnel, closeAfter: true)),
            ( < 200 or 204, _, _, _) => Without(head, FieldName.ContentLength, FieldName.TransferEncoding, new(BodyKind.None)),

            // Here the fields describe what GET would have got.
            (304, _, true, true) or (_, HttpMethod.Head, true, true) => Without(head, FieldName.ContentLength, new(BodyKind.None, closeAfter: true)),
            (304, _, _, _) or (_, HttpMethod.Head, _, _) => new BodyFraming(BodyKind.None),
            (_, _, true, true) => Without(head, FieldName.ContentLength, new(BodyKind.Chunked, closeAfter: true)),

            // In an HTTP/1.0 response the coding is suspect, but taken as HAProxy takes it; the connection is not used again.
            (_, _, true, false) => new BodyFraming(BodyKind.Chunked, closeAfter: old),
            (_, _, false, true) => new BodyFraming(head.ContentLength > 0 ? BodyKind.Length : BodyKind.None, head.ContentLength),
            (_, _, false, false) => new BodyFraming(BodyKind.UntilClose, closeAfter: true),
        };
    }

    /// <summary>True when <see cref="OfResponse"/> will say <see cref="BodyKind.Chunked"/>; the head stays as it is.</summary>
    public static bool IsChunked(ResponseHead head, HttpMethod requestMethod) =>
        head.Coding == TransferCoding.Chunked && head.Status is >= 200 and not (204 or 304) && requestMethod != HttpMethod.Head
        && !(requestMethod == HttpMethod.Connect && head.Status < 300);

    private static BodyFraming Without(MessageHead head, FieldName loser, BodyFraming framing)
    {
        head.RemoveAll(loser);
        return framing;
    }

    private static BodyFraming Without(MessageHead head, FieldName loser, FieldName otherLoser, BodyFraming framing)
    {
        head.RemoveAll(loser);
        head.RemoveAll(otherLoser);
        return framing;
    }
}
