namespace Engine.Http;

/// <summary>Methods that are treated in a special way somewhere; any other token is <see cref="Other"/> (RFC 9110 section 9).</summary>
public enum HttpMethod : byte
{
    Other,
    Get,
    Head,
    Post,
    Put,
    Delete,
    Connect,
    Options,
    Trace,
    Patch,
}
