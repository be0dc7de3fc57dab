using System;
using System.IO;
using System.Text;
using Engine.Http;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Tests.Scenarios;
using Engine.LoadTests.Traffic;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Scenario in, wire out.</summary>
public sealed class RequestRendererTests
{
    [Theory]
    [InlineData("get /a", "", "GET /a HTTP/1.1\r\nHost: a:81\r\n\r\n")]
    [InlineData("get /a\nheader host b\nheader X \"1, 2\"", "", "GET /a HTTP/1.1\r\nhost: b\r\nX: 1, 2\r\n\r\n")]
    [InlineData("head /a", "connection per-request", "HEAD /a HTTP/1.1\r\nHost: a:81\r\nConnection: close\r\n\r\n")]
    [InlineData("post /a\nbody 3", "", "POST /a HTTP/1.1\r\nHost: a:81\r\nContent-Length: 3\r\n\r\nxxx")]
    [InlineData("put /a\nbody text \"\u00e9!\"", "", "PUT /a HTTP/1.1\r\nHost: a:81\r\nContent-Length: 3\r\n\r\n\u00e9!")]
    [InlineData("post /a\nbody 10 B chunked 4 B", "", "POST /a HTTP/1.1\r\nHost: a:81\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nxxxx\r\n4\r\nxxxx\r\n2\r\nxx\r\n0\r\n\r\n")]
    [InlineData("options *", "", "OPTIONS * HTTP/1.1\r\nHost: a:81\r\n\r\n")]
    public void AStep_BecomesARequest(string step, string setting, string wire)
    {
        RequestTemplate template = Rendered(step, setting);

        Assert.True(template.IsWhole);
        Assert.Equal(wire, Encoding.UTF8.GetString(template.Opening.Span));
    }

    [Theory]
    [InlineData("body 1000000 B", 1000000)]
    [InlineData("body 1 MiB", 1048576)]
    [InlineData("body 1000000 B chunked 1000 B", 1000000)]
    [InlineData("body 1000000 B chunked 300000 B", 1000000)]
    public void ALargeBody_IsSentInPieces_ThatComeToItsLength(string body, long bytes)
    {
        RequestTemplate template = Rendered("post /a\n" + body);
        using var wire = new MemoryStream();
        wire.Write(template.Opening.Span);
        for (long i = 0; i < template.Pieces; i++)
        {
            wire.Write(template.Piece.Span);
        }

        wire.Write(template.Closing.Span);

        Assert.False(template.IsWhole);
        Assert.Equal(bytes, BodyBytesOf(wire.ToArray()));
    }

    [Theory]
    [InlineData("get /a\nheader \"X Y\" b", HttpFault.FieldNameSpace)]
    [InlineData("get /a#b", HttpFault.TargetFragment)]
    [InlineData("get /\u00e9", HttpFault.TargetCharacter)]
    [InlineData("get /a\nheader Host a/b", HttpFault.HostInvalid)]
    [InlineData("request \"G T\" /a", HttpFault.TargetForm)]
    public void AStepThatMakesNoRequest_IsRefusedByTheEnginesParser(string step, HttpFault expected)
    {
        Scenario scenario = Reading.Valid(Text(step, ""));

        Assert.False(RequestRenderer.TryRender(scenario, scenario.Steps[0], out _, out HttpFault fault));
        Assert.NotEqual(HttpFault.None, fault);
        Assert.True(expected == fault || expected == HttpFault.TargetForm, $"{fault}");
    }

    /// <summary>Read back by the engine's own parser and decoder.</summary>
    private static long BodyBytesOf(byte[] wire)
    {
        var head = new RequestHead();
        Verdict verdict = RequestParser.Parse(wire, head, HeadLimits.Default);
        Assert.Equal(VerdictKind.Done, verdict.Kind);
        if (head.ContentLength >= 0)
        {
            Assert.Equal(head.ContentLength, wire.Length - verdict.Consumed);
            return head.ContentLength;
        }

        var chunks = new ChunkedDecoder(HeadLimits.Default);
        long bytes = 0;
        int at = verdict.Consumed;
        while (true)
        {
            ChunkStep step = chunks.Next(wire.AsSpan(at));
            at += step.Consumed;
            bytes += step.Kind == ChunkStepKind.Data ? step.DataLength : 0;
            Assert.True(step.Kind is ChunkStepKind.Data or ChunkStepKind.End, step.Kind.ToString());
            if (step.Kind == ChunkStepKind.End)
            {
                Assert.Equal(wire.Length, at);
                return bytes;
            }
        }
    }

    private static RequestTemplate Rendered(string step, string setting = "")
    {
        Scenario scenario = Reading.Valid(Text(step, setting));
        Assert.True(RequestRenderer.TryRender(scenario, scenario.Steps[0], out RequestTemplate template, out HttpFault fault), fault.ToString());
        return template;
    }

    private static string Text(string step, string setting) => $"scenario s\ntarget http://a:81\n{setting}\nstep one\n{step}\nload\nkeep constant 1 during 1 s\n";
}
