using System;

namespace Engine.Http;

/// <summary>Names of methods. They are case-sensitive (RFC 9110 section 9.1).</summary>
internal static class HttpMethods
{
    internal static HttpMethod Recognise(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 3:
                return name.SequenceEqual("GET"u8) ? HttpMethod.Get : name.SequenceEqual("PUT"u8) ? HttpMethod.Put : HttpMethod.Other;
            case 4:
                return name.SequenceEqual("POST"u8) ? HttpMethod.Post : name.SequenceEqual("HEAD"u8) ? HttpMethod.Head : HttpMethod.Other;
            case 5:
                return name.SequenceEqual("PATCH"u8) ? HttpMethod.Patch : name.SequenceEqual("TRACE"u8) ? HttpMethod.Trace : HttpMethod.Other;
            case 6:
                return name.SequenceEqual("DELETE"u8) ? HttpMethod.Delete : HttpMethod.Other;
            case 7:
                return name.SequenceEqual("OPTIONS"u8) ? HttpMethod.Options : name.SequenceEqual("CONNECT"u8) ? HttpMethod.Connect : HttpMethod.Other;
            default:
                return HttpMethod.Other;
        }
    }
}
