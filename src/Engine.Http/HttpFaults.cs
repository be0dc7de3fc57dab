namespace Engine.Http;

/// <summary>
/// The table of faults: the reason for the log, the status for the client, the rule that was broken.
/// The status is the one for a faulty request; whatever the fault in a response, its client gets 502.
/// </summary>
public static class HttpFaults
{
    public static HttpFaultRow Of(HttpFault fault) => fault switch
    {
        HttpFault.LeadingBlankLines => new("too many blank lines before the start line", 400, "RFC 9112 2.2"),
        HttpFault.StartLineIncomplete => new("request line is not method, target and version", 400, "RFC 9112 3"),
        HttpFault.BareCr => new("CR without LF", 400, "RFC 9112 2.2"),
        HttpFault.MethodInvalid => new("character not allowed in method", 400, "RFC 9112 3.1"),
        HttpFault.Http2Preface => new("HTTP/2 preface on an HTTP/1 connection", 400, "RFC 9113 3.4"),
        HttpFault.TargetCharacter => new("character not allowed in request target", 400, "RFC 9112 3.2"),
        HttpFault.TargetFragment => new("fragment in request target", 400, "RFC 9112 3.2"),
        HttpFault.TargetForm => new("request target has none of the four forms", 400, "RFC 9112 3.2"),
        HttpFault.TargetAuthority => new("invalid authority in request target", 400, "RFC 9112 3.2"),
        HttpFault.TargetUserInfo => new("user information in request target", 400, "RFC 9110 4.2.4"),
        HttpFault.ConnectWithoutPort => new("CONNECT without port", 400, "RFC 9110 9.3.6"),
        HttpFault.TargetTooLong => new("request line does not fit", 414, "RFC 9112 3"),
        HttpFault.VersionSyntax => new("invalid HTTP version", 400, "RFC 9112 2.3"),
        HttpFault.VersionUnsupported => new("HTTP version above 1.1", 400, "RFC 9112 2.3"),
        HttpFault.VersionTooOld => new("HTTP version below 1.0", 505, "RFC 9110 15.6.6"),
        HttpFault.StatusLineInvalid => new("status line is not version, status and reason", 502, "RFC 9112 4"),
        HttpFault.StatusInvalid => new("status is not three digits from 100 on", 502, "RFC 9110 15"),
        HttpFault.HeadTooLarge => new("head does not fit", 431, "RFC 6585 5"),
        HttpFault.TooManyFields => new("too many header lines", 400, "tune.http.maxhdr"),
        HttpFault.LeadingSpace => new("white space before the first header line", 400, "RFC 9112 2.2"),
        HttpFault.LineFold => new("folded header line", 400, "RFC 9112 5.2"),
        HttpFault.ColonMissing => new("header line without colon", 400, "RFC 9112 5"),
        HttpFault.FieldNameEmpty => new("empty header name", 400, "RFC 9112 5"),
        HttpFault.FieldNameCharacter => new("character not allowed in header name", 400, "RFC 9110 5.1"),
        HttpFault.FieldNameSpace => new("white space in or behind header name", 400, "RFC 9112 5.1"),
        HttpFault.FieldValueBareCr => new("bare CR in field value", 400, "RFC 9110 5.5"),
        HttpFault.FieldValueNul => new("NUL in field value", 400, "RFC 9110 5.5"),
        HttpFault.HostMissing => new("no Host in an HTTP/1.1 request", 400, "RFC 9112 3.2"),
        HttpFault.HostEmpty => new("empty Host", 400, "RFC 9112 3.2"),
        HttpFault.HostRepeated => new("more than one Host", 400, "RFC 9112 3.2"),
        HttpFault.HostInvalid => new("invalid Host", 400, "RFC 9112 3.2"),
        HttpFault.HostMismatch => new("Host differs from the authority of the target", 400, "RFC 9112 3.2.2"),
        HttpFault.LengthInvalid => new("Content-Length is not a number", 400, "RFC 9110 8.6"),
        HttpFault.LengthTooLarge => new("Content-Length overflows", 400, "RFC 9110 8.6"),
        HttpFault.LengthConflict => new("Content-Length fields differ", 400, "RFC 9112 6.3"),
        HttpFault.CodingInvalid => new("malformed Transfer-Encoding", 400, "RFC 9112 6.1"),
        HttpFault.CodingUnknown => new("Transfer-Encoding does not end with chunked", 400, "RFC 9112 6.3"),
        HttpFault.CodingRepeated => new("chunked applied twice", 400, "RFC 9112 6.1"),
        HttpFault.CodingUnsupported => new("transfer coding before chunked", 422, "RFC 9112 6.1"),
        HttpFault.CodingInHttp10 => new("Transfer-Encoding in an HTTP/1.0 request", 400, "RFC 9112 6.1"),
        HttpFault.BodyNotAllowed => new("body with GET, HEAD or DELETE in HTTP/1.0", 413, "RFC 1945 7.2.2"),
        HttpFault.WebSocketKey => new("WebSocket upgrade without a valid key", 400, "RFC 6455 4.2.1"),
        HttpFault.ChunkSizeInvalid => new("chunk size is not a hexadecimal number", 400, "RFC 9112 7.1"),
        HttpFault.ChunkSizeTooLarge => new("chunk larger than 2147483647 bytes", 400, "RFC 9112 7.1"),
        HttpFault.ChunkExtension => new("invalid chunk extension", 400, "RFC 9112 7.1.1"),
        HttpFault.ChunkLineEnd => new("chunk line does not end with CR LF", 400, "RFC 9112 7.1"),
        HttpFault.ChunkDataEnd => new("no CR LF behind chunk data", 400, "RFC 9112 7.1"),
        HttpFault.ChunkOverhead => new("chunk framing out of proportion to its data", 400, "RFC 9112 7.1.1"),
        HttpFault.TrailerInvalid => new("malformed trailer", 400, "RFC 9112 7.1.2"),
        HttpFault.TrailerTooLarge => new("trailers do not fit", 431, "RFC 6585 5"),
        _ => new("", 0, ""),
    };
}
