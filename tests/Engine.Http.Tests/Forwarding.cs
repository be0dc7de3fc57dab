using System;
using System.Collections.Generic;
using System.Linq;

namespace Engine.Http.Tests;

/// <summary>Calls the writer with the options that a document names.</summary>
internal static class Forwarding
{
    internal static int Write(MessageHead head, IReadOnlyList<string> options, Span<byte> destination)
    {
        HttpVersion version = options.Contains("1.0") ? HttpVersion.Http10 : HttpVersion.Http11;
        ConnectionOption connection = options.Contains("close") ? ConnectionOption.Close
            : options.Contains("keep-alive") ? ConnectionOption.KeepAlive
            : options.Contains("upgrade") ? ConnectionOption.Upgrade
            : ConnectionOption.None;
        CodingChange coding = options.Contains("add-chunked") ? CodingChange.AddChunked
            : options.Contains("remove-chunked") ? CodingChange.Remove
            : CodingChange.Keep;
        ReadOnlySpan<byte> extra = options.Contains("extra") ? "X-Extra: yes\r\n"u8 : default;
        return head is RequestHead request
            ? HeadWriter.WriteRequest(request, new RequestRewrite { Version = version, Connection = connection, Coding = coding, ExtraLines = extra }, destination)
            : HeadWriter.WriteResponse((ResponseHead)head, new ResponseRewrite { Version = version, Connection = connection, Coding = coding, ExtraLines = extra }, destination);
    }
}
