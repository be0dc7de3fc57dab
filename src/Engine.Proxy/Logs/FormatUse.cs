namespace Engine.Proxy.Logs;

/// <summary>What a log-format string becomes: how the values in it are written follows from that.</summary>
public enum FormatUse : byte
{
    /// <summary>A log line: spaces are separators, values are escaped, a missing one is <c>-</c>.</summary>
    Log,

    /// <summary>A header value, a name: values as they are, nothing for a missing one.</summary>
    Text,

    /// <summary>A body: control characters of values become %XX, but for tabs.</summary>
    Body,

    /// <summary>A unique id: the same, and spaces are separators.</summary>
    Id,

    /// <summary>A target or location: what may not stand in a URI is percent-encoded.</summary>
    Uri,
}
