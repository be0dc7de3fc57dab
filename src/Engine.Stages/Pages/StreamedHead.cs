using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Pages;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;

namespace Engine.Stages.Pages;

/// <summary>Makes the replies of pages whose body is written while it is sent.</summary>
internal static class StreamedHead
{
    /// <summary>A 200 that is not to be kept by anybody.</summary>
    /// <param name="type">Value of Content-Type.</param>
    public static StreamedReply Reply(in SampleContext context, string type, TextPage page, IEnumerator<Slice> steps)
    {
        bool chunked = context.Request.Version >= HttpVersion.Http11;
        if (!chunked)
        {
            // Only the end of the connection can tell such a client that this was all.
            context.Exchange.Settings.ClosesClient = true;
        }

        string framing = chunked ? "Transfer-Encoding: chunked\r\n" : "";
        byte[] head = ByteText.ToBytes($"HTTP/1.1 200 OK\r\nCache-Control: no-cache\r\nContent-Type: {type}\r\nX-Content-Type-Options: nosniff\r\n{framing}");
        return new StreamedReply(200, head, page, steps);
    }
}
