namespace Engine.Proxy.Samples;

/// <summary>What must be there for a fetch to have an answer.</summary>
public enum SampleNeeds : byte
{
    /// <summary>Constants, time, environment, counters of named proxies.</summary>
    Nothing,

    /// <summary>A client connection: addresses, listener, frontend.</summary>
    Client,

    /// <summary>A client connection whose handshakes are done.</summary>
    Session,

    /// <summary>An exchange, at any time of its life.</summary>
    Exchange,

    /// <summary>Bytes of the request, HTTP or not.</summary>
    RequestBytes,

    /// <summary>The head of the request, before it is sent on.</summary>
    RequestHead,

    /// <summary>The head of the message that the rule is about.</summary>
    MessageHead,

    /// <summary>The body of the request, as far as it is buffered.</summary>
    RequestBody,

    /// <summary>What is kept of the request for good: method, captures.</summary>
    RequestKept,

    /// <summary>The backend.</summary>
    Backend,

    /// <summary>The server.</summary>
    Server,

    /// <summary>Bytes of the response.</summary>
    ResponseBytes,

    /// <summary>Bytes of the message that the rules are about.</summary>
    MessageBytes,

    /// <summary>The head of the response.</summary>
    ResponseHead,

    /// <summary>The body of the response, as far as it is buffered.</summary>
    ResponseBody,

    /// <summary>The status of the response, or of the answer to a check.</summary>
    ResponseStatus,

    /// <summary>What is kept of the response: captures.</summary>
    ResponseKept,

    /// <summary>The whole request has passed.</summary>
    RequestEnd,

    /// <summary>The whole response has passed.</summary>
    ResponseEnd,
}
