using System;
using System.Globalization;
using System.IO;
using System.Text;
using Engine.Http;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Traffic;

/// <summary>
/// Makes the bytes of a step: written down as a scenario says it, read back by the engine's parser, which refuses what a server would have to refuse,
/// and rendered by its writer. At start only.
/// </summary>
internal static class RequestRenderer
{
    /// <summary>Bodies up to this size are sent with their head, in one call.</summary>
    private const int WholeBytesMax = 256 * 1024;

    /// <summary>Larger ones go in pieces of this size: four socket buffers of the kernel's default.</summary>
    private const int PieceBytes = 64 * 1024;

    private const byte Filling = (byte)'x';

    /// <summary>False when the step makes no valid request; <paramref name="fault"/> says why.</summary>
    public static bool TryRender(Scenario scenario, Step step, out RequestTemplate template, out HttpFault fault)
    {
        template = new RequestTemplate(HttpMethod.Get, default, default, 0, default);
        byte[] text = Encoding.UTF8.GetBytes(HeadText(scenario, step));
        var head = new RequestHead();
        HeadLimits limits = HeadLimits.Default with { BytesMax = MessageHead.BytesMax };
        Verdict verdict = RequestParser.Parse(text, head, limits);
        if (verdict.Kind != VerdictKind.Done || verdict.Consumed != text.Length)
        {
            // A line break in a value ends the head early: somebody wrote two requests into one step.
            fault = verdict.Kind == VerdictKind.Invalid ? verdict.Fault : HttpFault.HeadTooLarge;
            return false;
        }

        head.Attach(text, text.Length);
        fault = Framing.OfRequest(head, acceptUnsafe: false).Fault;
        if (fault != HttpFault.None)
        {
            return false;
        }

        byte[] rendered = new byte[text.Length + 64];
        var rewrite = new RequestRewrite { Connection = scenario.KeepAlive ? ConnectionOption.None : ConnectionOption.Close };
        int length = HeadWriter.WriteRequest(head, rewrite, rendered);
        template = WithBody(head.Method, rendered.AsSpan(0, length), step.Body);
        return true;
    }

    private static string HeadText(Scenario scenario, Step step)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{step.Method} {step.Path} HTTP/1.1\r\n");
        bool hasHost = false;
        foreach ((string name, _) in step.Fields)
        {
            hasHost |= name.Equals("Host", StringComparison.OrdinalIgnoreCase);
        }

        if (!hasHost)
        {
            text.Append(CultureInfo.InvariantCulture, $"Host: {scenario.Target.Authority}\r\n");
        }

        foreach ((string name, string value) in step.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (step.Body.ChunkBytes > 0)
        {
            text.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (step.Body.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {step.Body.Length}\r\n");
        }

        return text.Append("\r\n").ToString();
    }

    private static RequestTemplate WithBody(HttpMethod method, ReadOnlySpan<byte> head, RequestBody body)
    {
        if (body.Bytes is null && body.Length > WholeBytesMax)
        {
            return InPieces(method, head, body);
        }

        using var wire = new MemoryStream();
        wire.Write(head);
        ReadOnlySpan<byte> content = body.Bytes ?? Filled((int)body.Length);
        if (body.ChunkBytes == 0)
        {
            wire.Write(content);
        }
        else
        {
            WriteChunks(wire, content, body.ChunkBytes);
            wire.Write(ChunkedEncoder.End);
        }

        return new RequestTemplate(method, Pinned(wire.ToArray()), default, 0, default);
    }

    /// <summary>A body too large to be kept: one piece of it, sent as often as it takes, and the rest.</summary>
    private static RequestTemplate InPieces(HttpMethod method, ReadOnlySpan<byte> head, RequestBody body)
    {
        int unit = body.ChunkBytes == 0 ? PieceBytes : Math.Max(body.ChunkBytes, PieceBytes / body.ChunkBytes * body.ChunkBytes);
        long pieces = body.Length / unit;
        byte[] rest = Filled((int)(body.Length % unit));
        if (body.ChunkBytes == 0)
        {
            return new RequestTemplate(method, Pinned(head.ToArray()), Pinned(Filled(unit)), pieces, Pinned(rest));
        }

        using var piece = new MemoryStream();
        WriteChunks(piece, Filled(unit), body.ChunkBytes);
        using var closing = new MemoryStream();
        WriteChunks(closing, rest, body.ChunkBytes);
        closing.Write(ChunkedEncoder.End);
        return new RequestTemplate(method, Pinned(head.ToArray()), Pinned(piece.ToArray()), pieces, Pinned(closing.ToArray()));
    }

    private static void WriteChunks(MemoryStream wire, ReadOnlySpan<byte> content, int chunkBytes)
    {
        Span<byte> header = stackalloc byte[ChunkedEncoder.ChunkHeaderBytesMax];
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = content[..Math.Min(chunkBytes, content.Length)];
            wire.Write(header[..ChunkedEncoder.WriteChunkHeader(header, chunk.Length)]);
            wire.Write(chunk);
            wire.Write(ChunkedEncoder.ChunkEnd);
            content = content[chunk.Length..];
        }
    }

    private static byte[] Filled(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, Filling);
        return bytes;
    }

    /// <summary>Where no collection moves it, so that a send needs no pinning of its own.</summary>
    private static ReadOnlyMemory<byte> Pinned(byte[] bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(pinned, 0, pinned.Length);
    }
}
