using System;
using Engine.Http;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Checks;

/// <summary>Sends an HTTP request (CFG 4.2 http-check send).</summary>
internal sealed class HttpSendStep(HttpRequestParts parts, bool sendsState) : SendStep
{
    private readonly HttpMethod _method = parts.MethodKind;
    private readonly byte[]? _whole = IsConstant(parts) && !sendsState ? WholeOf(parts) : null;

    public override int Write(CheckRun run, Span<byte> room)
    {
        run.Method = _method;
        if (_whole is not null)
        {
            return _whole.AsSpan().TryCopyTo(room) ? _whole.Length : -1;
        }

        LineWriter line = new(room);
        WriteTo(run, ref line);
        return line.IsCut ? -1 : line.Written;
    }

    private static bool IsConstant(HttpRequestParts parts) =>
        parts.Uri.IsConstant && parts.Body is not { IsConstant: false } && parts.Fields.TrueForAll(static field => field.Value.IsConstant);

    /// <summary>A request in which nothing is evaluated is written once.</summary>
    private static byte[] WholeOf(HttpRequestParts parts)
    {
        byte[] room = new byte[65536];
        LineWriter line = new(room);
        WriteHead(parts, default, ref line);
        WriteEnd(parts, Rendered(parts.Body, default), ref line);
        return room[..line.Written];
    }

    private void WriteTo(CheckRun run, ref LineWriter line)
    {
        SampleContext context = run.Context();
        WriteHead(parts, context, ref line);
        if (sendsState)
        {
            line.Raw("X-Haproxy-Server-State: "u8);
            ServerStateField.Write(run, ref line);
            line.Raw("\r\n"u8);
        }

        WriteEnd(parts, Rendered(parts.Body, context), ref line);
    }

    private static void WriteHead(HttpRequestParts parts, scoped in SampleContext context, ref LineWriter line)
    {
        line.Raw(parts.Method);
        line.Raw((byte)' ');
        line.Raw(Rendered(parts.Uri, context));
        line.Raw((byte)' ');
        foreach (char c in parts.Version)
        {
            line.Raw((byte)c);
        }

        line.Raw("\r\n"u8);
        foreach ((byte[] name, LogFormatPlan value) in parts.Fields)
        {
            line.Raw(name);
            line.Raw(": "u8);
            line.Raw(Rendered(value, context));
            line.Raw("\r\n"u8);
        }
    }

    private static void WriteEnd(HttpRequestParts parts, scoped ReadOnlySpan<byte> body, ref LineWriter line)
    {
        if (parts.Body is not null && !parts.Has("content-length") && !parts.Has("transfer-encoding"))
        {
            line.Raw("Content-Length: "u8);
            line.Integer(body.Length);
            line.Raw("\r\n"u8);
        }

        if (parts.Version != "HTTP/1.0" && !parts.Has("connection"))
        {
            line.Raw("Connection: close\r\n"u8);
        }

        line.Raw("\r\n"u8);
        line.Raw(body);
    }

    private static ReadOnlySpan<byte> Rendered(LogFormatPlan? format, scoped in SampleContext context) => format is null ? default : format.Render(context);
}
