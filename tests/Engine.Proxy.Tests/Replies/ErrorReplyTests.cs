using System.IO;
using System.IO.Pipelines;
using System.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Xunit;

namespace Engine.Proxy.Tests.Replies;

/// <summary>errorfile, errorloc and the built-in pages (CFG 1.4.1 and 4.2), as bytes.</summary>
public sealed class ErrorReplyTests
{
    [Theory]
    [InlineData("HTTP/1.0 503 Own words\r\nX-A: b\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno", "HTTP/1.1 503 Own words\r\nX-A: b\r\nContent-Length: 2\r\n\r\nno")]
    [InlineData("HTTP/1.1 200 Fine\r\n\r\nbody", "HTTP/1.1 200 Fine\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("HTTP/1.1 503 x\nX-A: b\n\nbody", "HTTP/1.1 503 x\r\nX-A: b\r\nContent-Length: 4\r\n\r\nbody")]
    public void Errorfile_IsRenderedAnew(string content, string rendered)
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind 127.0.0.1:80\n default_backend b\n errorfile 503 page\nbackend b\n", ("page", content));
        Assert.Equal(rendered, Render(plan.Frontends[0].ErrorReplies.Find(503)));
    }

    [Theory]
    [InlineData("errorloc", 302, "Found")]
    [InlineData("errorloc302", 302, "Found")]
    [InlineData("errorloc303", 303, "See Other")]
    public void Errorloc_IsARedirect(string keyword, int status, string reason)
    {
        ErrorReplies replies = Compiled.Backend($" {keyword} 503 http://o/").ErrorReplies;
        Assert.Equal(
            $"HTTP/1.1 {status} {reason}\r\nCache-Control: no-cache\r\nLocation: http://o/\r\nContent-Length: 0\r\n\r\n", Render(replies.Find(503)));
    }

    [Fact]
    public void Lookup_OwnThenFrontendsThenBuiltIn()
    {
        ProxyPlan plan = Compiled.Valid("""
            frontend f
             bind 127.0.0.1:80
             default_backend b
             errorloc 503 http://front/
             errorloc 502 http://front/
            backend b
             errorloc 503 http://back/
            """);
        ErrorReplies back = plan.Backends[0].ErrorReplies;
        ErrorReplies front = plan.Frontends[0].ErrorReplies;
        Assert.Contains("http://back/", Render(back.For(503, front)));
        Assert.Contains("http://front/", Render(back.For(502, front)));
        Assert.Null(back.For(504, front));
        Assert.StartsWith("HTTP/1.1 504 Gateway Timeout\r\n", Render(ErrorPages.Of(504)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(408)]
    [InlineData(431)]
    [InlineData(503)]
    [InlineData(599)]
    public void BuiltInPage_HasItsExactLength(int status)
    {
        string page = Render(ErrorPages.Of(status));
        int end = page.IndexOf("\r\n\r\n", System.StringComparison.Ordinal) + 4;
        Assert.StartsWith($"HTTP/1.1 {status} ", page);
        Assert.Contains($"\r\nContent-Length: {page.Length - end}\r\n", page);
    }

    private static string Render(ReplyPlan? plan) => Render(plan!.Constant!);

    private static string Render(LocalReply reply)
    {
        MemoryStream bytes = new();
        PipeWriter writer = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        reply.WriteHead(writer, default);
        writer.WriteAsync(reply.Body).AsTask().GetAwaiter().GetResult();
        writer.Complete();
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
