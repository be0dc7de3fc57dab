using System;
using Engine.Http;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// Reads and writes parts of the request's target. Scheme and authority stay where they are unless the whole is written; a path
/// begins with a slash whatever a rule gives; what is no target is refused, so that no value splits the request line.
/// </summary>
internal static class TargetEdit
{
    /// <summary>Longer than any target that could still be sent.</summary>
    private const int BytesMax = 32768;

    internal static ReadOnlySpan<byte> Read(RequestHead request, TargetPart part)
    {
        if (part == TargetPart.Uri)
        {
            return request.Target;
        }

        ReadOnlySpan<byte> whole = request.PathAndQuery;
        int query = whole.IndexOf((byte)'?');
        return part switch
        {
            TargetPart.Path => query < 0 ? whole : whole[..query],
            TargetPart.Query => query < 0 ? default : whole[(query + 1)..],
            _ => whole,
        };
    }

    /// <summary>Puts another text where the part is.</summary>
    internal static RuleVerdict Write(in SampleContext context, TargetPart part, ReadOnlySpan<byte> text)
    {
        RequestHead request = context.Request;
        if (part == TargetPart.Uri)
        {
            return request.TrySetUri(text) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
        }

        // CONNECT names an authority: there is no path to write.
        if (request.TargetForm == TargetForm.Authority)
        {
            return RuleVerdict.Continue;
        }

        if (!context.Scratch.TryTake(BytesMax, out Span<byte> room))
        {
            return RuleVerdict.Overflow(context);
        }

        LineWriter target = new(room);
        WriteBefore(request, ref target);
        WritePathAndQuery(request, part, text, ref target);
        return !target.IsCut && request.TrySetTarget(target.Line) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
    }

    private static void WriteBefore(RequestHead request, ref LineWriter target)
    {
        if (request.TargetForm == TargetForm.Absolute)
        {
            target.Raw(request.Scheme);
            target.Raw("://"u8);
            target.Raw(request.Authority);
        }
    }

    private static void WritePathAndQuery(RequestHead request, TargetPart part, ReadOnlySpan<byte> text, ref LineWriter target)
    {
        ReadOnlySpan<byte> path = part == TargetPart.Query ? Read(request, TargetPart.Path) : text;
        target.Raw(path.IsEmpty || path[0] != (byte)'/' ? "/"u8 : default);

        // The asterisk is no path, so a path takes all of its place (CFG 4.4 set-path).
        target.Raw(path.SequenceEqual("*"u8) ? default : path);
        ReadOnlySpan<byte> query = part == TargetPart.Path ? Read(request, TargetPart.Query) : part == TargetPart.Query ? text : default;
        if (!query.IsEmpty)
        {
            target.Raw((byte)'?');
            target.Raw(query);
        }
    }
}
