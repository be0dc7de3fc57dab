namespace Engine.Http;

/// <summary>How large and how odd a head may be.</summary>
/// <param name="BytesMax">
/// Bytes of a head, blank lines around it included: tune.bufsize - tune.maxrewrite (HAProxy: 15360).
/// Values above <see cref="MessageHead.BytesMax"/> count as that.
/// </param>
/// <param name="FieldsMax">Lines of a head, the start line counted: tune.http.maxhdr (HAProxy: 101). Never more than the head has room for.</param>
/// <param name="AcceptUnsafe">
/// option accept-unsafe-violations-in-http-request (or -response): take what HAProxy then takes. What could be read in two ways
/// (bare CR, chunk syntax, conflicting lengths) stays refused.
/// </param>
public readonly record struct HeadLimits(int BytesMax, int FieldsMax, bool AcceptUnsafe)
{
    /// <summary><c>h1-accept-payload-with-any-method</c>: HTTP/1.0 requests with GET, HEAD or DELETE may have a body.</summary>
    public bool AcceptsAnyPayload { get; init; }

    /// <summary><c>h1-do-not-close-on-insecure-transfer-encoding</c>: a request with Content-Length beside Transfer-Encoding does not end its connection.</summary>
    public bool KeepsAmbiguous { get; init; }

    /// <summary>HAProxy's defaults: bufsize 16384 less maxrewrite 1024, maxhdr 101, strict.</summary>
    public static HeadLimits Default => new(16384 - 1024, 101, AcceptUnsafe: false);
}
