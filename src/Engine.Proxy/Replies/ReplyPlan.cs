using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Replies;

/// <summary>
/// A reply as it was written in the configuration: a constant, or made for each exchange of formats. Immutable, shared by all
/// loops. What is made lies in the exchange's arena, so nothing is allocated.
/// </summary>
public sealed class ReplyPlan
{
    /// <summary>Longest body that a format may give: half of the scratch that its values need as well.</summary>
    private const int BodyBytesMax = 65536;

    private readonly LocalReply? _constant;
    private readonly byte[] _start = [];
    private readonly (byte[] Name, LogFormatPlan Value)[] _fields = [];
    private readonly LogFormatPlan? _body;
    private readonly byte[] _sharedBody = [];

    internal ReplyPlan(LocalReply constant)
    {
        _constant = constant;
        Status = constant.Status;
    }

    /// <param name="start">Status line and the fields whose values are constant, each with its CRLF; no Content-Length.</param>
    /// <param name="body">Null for <paramref name="sharedBody"/>.</param>
    private ReplyPlan(int status, byte[] start, (byte[] Name, LogFormatPlan Value)[] fields, LogFormatPlan? body, byte[] sharedBody)
    {
        Status = status;
        _start = start;
        _fields = fields;
        _body = body;
        _sharedBody = sharedBody;
    }

    public int Status { get; }

    /// <summary>The reply, when it is the same for every exchange; else null.</summary>
    public LocalReply? Constant => _constant;

    /// <param name="contentType">Null or empty = none.</param>
    /// <param name="body">Null = no body.</param>
    public static ReplyPlan Of(int status, string? contentType, IReadOnlyList<ReplyField> fields, LogFormatPlan? body)
    {
        ReplyBuilder builder = new(status);
        bool hasBody = body is { IsConstant: false } || (body is not null && body.Render(default).Length > 0);
        if (hasBody && !string.IsNullOrEmpty(contentType))
        {
            builder.Field("Content-Type", contentType);
        }

        List<(byte[] Name, LogFormatPlan Value)> made = [];
        foreach (ReplyField field in fields)
        {
            if (field.Value.IsConstant && made.Count == 0)
            {
                builder.Field(field.Name, ByteText.FromBytes(field.Value.Render(default)));
            }
            else
            {
                made.Add((ByteText.ToBytes(field.Name), field.Value));
            }
        }

        byte[] shared = body is { IsConstant: true } ? body.Render(default).ToArray() : [];
        return made.Count == 0 && body is null or { IsConstant: true }
            ? new ReplyPlan(builder.Body(shared))
            : new ReplyPlan(status, builder.Head(), [.. made], body is { IsConstant: true } ? null : body, shared);
    }

    /// <summary>The reply for one exchange; 500 when what the formats give is too large to be sent.</summary>
    public Reply Render(in SampleContext context)
    {
        if (_constant is not null)
        {
            return _constant;
        }

        int mark = context.Scratch.Mark;
        bool made = TryMake(context, context.Exchange, mark);
        context.Scratch.Rewind(mark);
        return made ? context.Exchange.Replies.Made : ErrorPages.Of(500);
    }

    private bool TryMake(in SampleContext context, Exchange exchange, int mark)
    {
        ArenaSlice body = default;
        int length = _sharedBody.Length;
        if (_body is not null)
        {
            if (!context.Scratch.TryTake(BodyBytesMax, out Span<byte> bodyRoom))
            {
                return false;
            }

            LineWriter text = new(bodyRoom);
            _body.Write(context, ref text);
            length = text.Written;
            if (text.IsCut || !exchange.Arena.TryKeep(text.Line, out body))
            {
                return false;
            }

            context.Scratch.Rewind(mark);
        }

        if (!context.Scratch.TryTake(exchange.Frontend.HeadLimits.BytesMax, out Span<byte> room))
        {
            return false;
        }

        LineWriter line = new(room);
        WriteHead(context, length, ref line);
        if (line.IsCut || !exchange.Arena.TryKeep(line.Line, out ArenaSlice head))
        {
            return false;
        }

        if (_body is null)
        {
            exchange.Replies.Made.Set(Status, head, _sharedBody);
        }
        else
        {
            exchange.Replies.Made.Set(Status, head, body);
        }

        return true;
    }

    private void WriteHead(in SampleContext context, int bodyBytes, ref LineWriter line)
    {
        line.Raw(_start);
        foreach ((byte[] name, LogFormatPlan value) in _fields)
        {
            int mark = context.Scratch.Mark;
            line.Raw(name);
            line.Raw(": "u8);
            line.Raw(FieldText.Of(value.Render(context), context.Scratch));
            line.Raw("\r\n"u8);
            context.Scratch.Rewind(mark);
        }

        // RFC 9110 section 8.6: no Content-Length in 204.
        if (Status != 204)
        {
            line.Raw("Content-Length: "u8);
            line.Integer(bodyBytes);
            line.Raw("\r\n"u8);
        }
    }
}
