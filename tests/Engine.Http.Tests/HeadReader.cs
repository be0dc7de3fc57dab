using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Http.Tests;

/// <summary>Drives the parsers from tests and describes what they found in the words of the wire documents.</summary>
internal sealed class HeadReader
{
    private readonly RequestHead _request = new();
    private readonly ResponseHead _response = new();
    private readonly byte[] _storage = new byte[65535];

    internal MessageHead Start(WireReader reader)
    {
        MessageHead head = reader == WireReader.Request ? _request : _response;
        head.Reset();
        return head;
    }

    internal static Verdict Parse(ReadOnlySpan<byte> bytes, MessageHead head, in HeadLimits limits) =>
        head is RequestHead request ? RequestParser.Parse(bytes, request, limits) : ResponseParser.Parse(bytes, (ResponseHead)head, limits);

    /// <summary>Attaches, frames and describes.</summary>
    internal List<string> Describe(Verdict verdict, MessageHead head, ReadOnlySpan<byte> input, WireCase @case)
    {
        var lines = new List<string>();
        switch (verdict.Kind)
        {
            case VerdictKind.NeedMore:
                return ["need-more"];
            case VerdictKind.Invalid:
                return ["invalid " + verdict.Fault];
        }

        lines.Add("done");
        input[..verdict.Consumed].CopyTo(_storage);
        head.Attach(_storage, verdict.Consumed);
        BodyFraming framing = head is RequestHead r
            ? Framing.OfRequest(r, @case.Limits.AcceptUnsafe)
            : Framing.OfResponse((ResponseHead)head, @case.RequestMethod);
        DescribeStartLine(head, lines);
        foreach (HeadField field in head.Fields)
        {
            if (!field.IsRemoved)
            {
                lines.Add("field " + Text(head.NameOf(field)) + ": " + Text(head.ValueOf(field)));
            }
        }

        lines.Add("keep-alive " + (head.WantsKeepAlive ? "yes" : "no"));
        lines.Add("body " + (framing.Fault != HttpFault.None ? "refused " + framing.Fault
            : framing.Kind == BodyKind.Length ? "Length " + framing.Length : framing.Kind.ToString()));
        if (framing.CloseAfter)
        {
            lines.Add("close-after");
        }

        if (verdict.Consumed < input.Length)
        {
            lines.Add("rest " + Text(input[verdict.Consumed..]));
        }

        return lines;
    }

    private static void DescribeStartLine(MessageHead head, List<string> lines)
    {
        lines.Add("version " + (head.Version == HttpVersion.Http11 ? "1.1" : "1.0"));
        if (head is ResponseHead response)
        {
            lines.Add("status " + response.Status);
            lines.Add("reason " + Text(response.Reason));
            return;
        }

        var request = (RequestHead)head;
        lines.Add("method " + Text(request.MethodBytes));
        lines.Add("target " + Text(request.Target));
        lines.Add("form " + request.TargetForm);
        lines.Add("authority " + Text(request.Authority));
        lines.Add("path " + Text(request.PathAndQuery));
        lines.Add("upgrade " + request.Upgrade);
        lines.Add("expects-continue " + (request.ExpectsContinue ? "yes" : "no"));
    }

    /// <summary>Bytes as the documents spell them.</summary>
    internal static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes)
        {
            text.Append(value switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\t' => "\\t",
                0 => "\\0",
                (byte)'\\' => "\\\\",
                < 32 or > 126 => $"\\x{value:x2}",
                _ => ((char)value).ToString(),
            });
        }

        return text.ToString();
    }
}
