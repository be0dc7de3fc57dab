using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>errorfile and errorloc (semantics section 5).</summary>
public sealed class ErrorPageTests
{
    [Fact]
    public void ErrorFile_IsReadAsRawBytes()
    {
        const string page = "HTTP/1.0 503 Service Unavailable\r\nContent-Length: 3\r\n\r\n\u00ff\u00fe!";
        var files = new Dictionary<string, byte[]> { ["/e/503.http"] = Encoding.Latin1.GetBytes(page) };
        ErrorReplyConfig reply = Configured.Proxy(Configured.Backend(" errorfile 503 /e/503.http"), files: files).ErrorReplies[503];
        Assert.Equal(page, Encoding.Latin1.GetString(reply.FileContent!));
        Assert.Null(reply.Location);
    }

    [Fact]
    public void DevNull_AnswersNothing() =>
        Assert.Empty(Configured.Proxy(Configured.Backend(" errorfile 400 /dev/null")).ErrorReplies[400].FileContent!);

    [Fact]
    public void ErrorLocations_RedirectWithTheirStatus()
    {
        IReadOnlyDictionary<int, ErrorReplyConfig> replies = Configured.Proxy(Configured.Backend("""
                errorloc 400 http://x/400
                errorloc302 500 http://x/500
                errorloc303 503 http://x/503
            """)).ErrorReplies;
        Assert.Equal(("http://x/400", 302), (replies[400].Location, replies[400].RedirectStatus));
        Assert.Equal(("http://x/500", 302), (replies[500].Location, replies[500].RedirectStatus));
        Assert.Equal(("http://x/503", 303), (replies[503].Location, replies[503].RedirectStatus));
    }

    [Theory]
    [InlineData("", "it has no empty line behind its header", "end the header with an empty line")]
    [InlineData("<html>\r\n\r\n", "it does not begin with a status line", "let its first line be such as: HTTP/1.1 503 Service Unavailable")]
    [InlineData("HTTP/1.1 5x3 No\r\n\r\n", "it does not begin with a status line", "let its first line be such as: HTTP/1.1 503 Service Unavailable")]
    [InlineData("HTTP/1.1 503 No\r\nbroken\r\n\r\n", "line 2 is not a header field", "write NAME: VALUE")]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nabc", "Content-Length says 5, the body has 3 bytes", "write Content-Length: 3, or remove the line")]
    [InlineData("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "line 2 announces a transfer coding", "remove it, and write the body plainly")]
    public void InvalidFiles_AreRefused(string content, string fault, string fix)
    {
        var files = new Dictionary<string, byte[]> { ["/e"] = Encoding.Latin1.GetBytes(content) };
        Assert.Equal(
            [$"error 7: the error file '/e' is not a valid response: {fault} ({fix})"],
            Configured.Read(Configured.Backend(" errorfile 503 /e"), files: files).Messages());
    }

    [Fact]
    public void EditorsLineFeeds_AreFine()
    {
        var files = new Dictionary<string, byte[]> { ["/e"] = Encoding.Latin1.GetBytes("HTTP/1.1 503 No\nCache-Control: no-cache\n\nbody") };
        Assert.Single(Configured.Proxy(Configured.Backend(" errorfile 503 /e"), files: files).ErrorReplies);
    }

    [Fact]
    public void MissingFilesAndForeignStatuses()
    {
        Assert.Equal("cannot read the error file '/none': no such file | create it, or write /dev/null to close without an answer", Configured.InBackend("errorfile 503 /none"));
        Assert.StartsWith("warning: 'errorfile' is ignored: the engine never answers with 418 by itself | the statuses are 200, 400,", Configured.InBackend("errorfile 418 /none"), System.StringComparison.Ordinal);
        Assert.Equal("'errorfile' must be between 100 and 999, not 1000", Configured.InBackend("errorfile 1000 /none"));
    }

    [Fact]
    public void FileLargerThanABuffer_IsRefused()
    {
        var files = new Dictionary<string, byte[]> { ["/e"] = Encoding.Latin1.GetBytes("HTTP/1.1 503 No\r\n\r\n" + new string('x', 5000)) };
        Configured read = Configured.Read(Configured.Backend(" errorfile 503 /e\nglobal\n tune.bufsize 4096"), files: files);
        Assert.Equal(["error 7: the error file for 503 has 5019 bytes, more than a buffer holds (4096) (shorten it, or raise tune.bufsize)"], read.Messages());
    }
}
