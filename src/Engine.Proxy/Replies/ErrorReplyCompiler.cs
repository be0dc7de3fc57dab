using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;

namespace Engine.Proxy.Replies;

/// <summary>Compiles errorfile and errorloc lines (CFG 4.2): a file holds a whole response, whose head is read and rendered anew.</summary>
internal static class ErrorReplyCompiler
{
    internal static ErrorReplies Compile(ProxyConfig proxy, DiagnosticBag diagnostics)
    {
        Dictionary<int, LocalReply> replies = [];
        foreach ((int status, ErrorReplyConfig config) in proxy.ErrorReplies)
        {
            if (Compile(config, diagnostics) is { } reply)
            {
                replies[status] = reply;
            }
        }

        return new ErrorReplies(replies);
    }

    private static LocalReply? Compile(ErrorReplyConfig config, DiagnosticBag diagnostics)
    {
        if (config.Location is not null)
        {
            return new ReplyBuilder(config.RedirectStatus).Field("Cache-Control", "no-cache").Field("Location", config.Location).Body([]);
        }

        byte[] content = config.FileContent ?? [];
        if (content.Length == 0)
        {
            return LocalReply.Silence;
        }

        ResponseHead head = new();
        Verdict verdict = ResponseParser.Parse(content, head, HeadLimits.Default with { BytesMax = ushort.MaxValue });
        if (verdict.Kind != VerdictKind.Done)
        {
            string cause = verdict.Kind == VerdictKind.NeedMore ? "its head does not end with an empty line" : HttpFaults.Of(verdict.Fault).Text;
            diagnostics.Error(config.Where, config.Where.Words.Count - 1, $"the file does not hold an HTTP response: {cause}");
            return null;
        }

        head.Attach(content, verdict.Consumed);
        return Render(head, content.AsSpan(verdict.Consumed).ToArray());
    }

    private static LocalReply Render(ResponseHead head, byte[] body)
    {
        ReplyBuilder builder = new(head.Status);
        foreach (ref readonly HeadField field in head.Fields)
        {
            // How the connection goes on and how long the body is, is known better when it is sent.
            if (!field.IsRemoved && field.Name is not (FieldName.Connection or FieldName.ContentLength or FieldName.KeepAlive or FieldName.TransferEncoding))
            {
                builder.Field(Encoding.Latin1.GetString(head.NameOf(field)), Encoding.Latin1.GetString(head.ValueOf(field)));
            }
        }

        return builder.Body(body);
    }
}
