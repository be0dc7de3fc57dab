using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Replies;

/// <summary>
/// Compiles errorfile, errorloc and http-error lines (CFG 4.2): a file holds a whole response, whose head is read and rendered
/// anew; an http-error line says what the reply is made of.
/// </summary>
internal static class ErrorReplyCompiler
{
    /// <param name="point">Where formats in http-error lines are evaluated.</param>
    internal static ErrorReplies Compile(IReadOnlyDictionary<int, ErrorReplyConfig> configs, ExpressionCompiler compiler, RulePoints point)
    {
        Dictionary<int, ReplyPlan> replies = [];
        foreach ((int status, ErrorReplyConfig config) in configs)
        {
            if (Compile(status, config, compiler, point) is { } reply)
            {
                replies[status] = reply;
            }
        }

        return new ErrorReplies(replies);
    }

    /// <summary>A whole response from a file; null after an error. No bytes are no answer.</summary>
    /// <param name="word">Index of the word that names the file.</param>
    internal static LocalReply? OfFile(byte[] content, Statement where, int word, DiagnosticBag diagnostics)
    {
        if (content.Length == 0)
        {
            return LocalReply.Silence;
        }

        ResponseHead head = new();
        Verdict verdict = ResponseParser.Parse(content, head, HeadLimits.Default with { BytesMax = ushort.MaxValue });
        if (verdict.Kind != VerdictKind.Done)
        {
            string cause = verdict.Kind == VerdictKind.NeedMore ? "its head does not end with an empty line" : HttpFaults.Of(verdict.Fault).Text;
            diagnostics.Error(where, word, $"the file does not hold an HTTP response: {cause}");
            return null;
        }

        head.Attach(content, verdict.Consumed);
        return Render(head, content.AsSpan(verdict.Consumed).ToArray());
    }

    private static ReplyPlan? Compile(int status, ErrorReplyConfig config, ExpressionCompiler compiler, RulePoints point)
    {
        if (config.Rule is { } rule)
        {
            RuleArguments arguments = new(rule, compiler, point);
            return ReplyArguments.TryRead(arguments, status, out ReplyChoice? choice) ? choice.Plan ?? new ReplyPlan(ErrorPages.Of(status)) : null;
        }

        if (config.Location is not null)
        {
            return new ReplyPlan(new ReplyBuilder(config.RedirectStatus).Field("Cache-Control", "no-cache").Field("Location", config.Location).Body([]));
        }

        LocalReply? reply = OfFile(config.FileContent ?? [], config.Where, config.Where.Words.Count - 1, compiler.Diagnostics);
        return reply is null ? null : new ReplyPlan(reply);
    }

    private static LocalReply Render(ResponseHead head, byte[] body)
    {
        ReplyBuilder builder = new(head.Status, ByteText.FromBytes(head.Reason));
        foreach (ref readonly HeadField field in head.Fields)
        {
            // How the connection goes on and how long the body is, is known better when it is sent.
            if (!field.IsRemoved && field.Name is not (FieldName.Connection or FieldName.ContentLength or FieldName.KeepAlive or FieldName.TransferEncoding))
            {
                builder.Field(ByteText.FromBytes(head.NameOf(field)), ByteText.FromBytes(head.ValueOf(field)));
            }
        }

        return builder.Body(body);
    }
}
