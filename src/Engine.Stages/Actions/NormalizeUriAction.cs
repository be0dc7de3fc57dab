using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>normalize-uri</c>: brings a part of the target into one of the forms that mean the same (CFG 4.4, RFC 3986 section 6.2).</summary>
internal sealed class NormalizeUriAction : RuleAction
{
    private static readonly Dictionary<string, UriNormalizer> Names = new(StringComparer.Ordinal)
    {
        ["fragment-encode"] = UriNormalizer.FragmentEncode,
        ["fragment-strip"] = UriNormalizer.FragmentStrip,
        ["path-merge-slashes"] = UriNormalizer.PathMergeSlashes,
        ["path-strip-dot"] = UriNormalizer.PathStripDot,
        ["path-strip-dotdot"] = UriNormalizer.PathStripDotDot,
        ["percent-decode-unreserved"] = UriNormalizer.PercentDecodeUnreserved,
        ["percent-to-uppercase"] = UriNormalizer.PercentToUppercase,
        ["query-sort-by-name"] = UriNormalizer.QuerySortByName,
    };

    private readonly UriNormalizer _normalizer;

    /// <summary><c>strict</c>, or <c>full</c>.</summary>
    private readonly bool _isThorough;

    private NormalizeUriAction(UriNormalizer normalizer, bool isThorough)
    {
        _normalizer = normalizer;
        _isThorough = isThorough;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string name = arguments.Value(arguments.Action);
        if (arguments.Failed)
        {
            return null;
        }

        if (!Names.TryGetValue(name, out UriNormalizer normalizer))
        {
            arguments.Reject($"'{name}' is no normalizer", "use " + string.Join(", ", Names.Keys));
            return null;
        }

        string option = normalizer switch
        {
            UriNormalizer.PathStripDotDot => "full",
            UriNormalizer.PercentDecodeUnreserved or UriNormalizer.PercentToUppercase => "strict",
            _ => "",
        };
        bool isThorough = option.Length > 0 && arguments.Peek == option;
        if (isThorough)
        {
            arguments.TryWord(out _);
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new NormalizeUriAction(normalizer, isThorough);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        RequestHead request = context.Request;
        if (request.TargetForm is not (TargetForm.Origin or TargetForm.Absolute))
        {
            return RuleVerdict.Continue;
        }

        TargetPart part = _normalizer switch
        {
            UriNormalizer.PathMergeSlashes or UriNormalizer.PathStripDot or UriNormalizer.PathStripDotDot => TargetPart.Path,
            UriNormalizer.QuerySortByName => TargetPart.Query,
            _ => TargetPart.PathAndQuery,
        };
        ReadOnlySpan<byte> text = TargetEdit.Read(request, part);

        // The longest result is that of encoding, three bytes for one.
        if (!context.Scratch.TryTake(text.Length * 3, out Span<byte> room))
        {
            return RuleVerdict.Overflow(context);
        }

        int length = Normalize(text, room);
        if (length < 0)
        {
            return RuleVerdict.Answer(context.Exchange.Replies.ErrorPage(400), Termination.Denied);
        }

        return room[..length].SequenceEqual(text) ? RuleVerdict.Continue : TargetEdit.Write(context, part, room[..length]);
    }

    /// <summary>Bytes written; -1 when the text breaks the rules that <c>strict</c> asks for.</summary>
    private int Normalize(ReadOnlySpan<byte> text, Span<byte> room) => _normalizer switch
    {
        UriNormalizer.FragmentEncode => UriText.EncodeFragment(text, room),
        UriNormalizer.FragmentStrip => UriText.StripFragment(text, room),
        UriNormalizer.PathMergeSlashes => UriText.MergeSlashes(text, room),
        UriNormalizer.PathStripDot => UriText.StripDotSegments(text, room),
        UriNormalizer.PathStripDotDot => UriText.StripDotDotSegments(text, room, _isThorough),
        UriNormalizer.PercentDecodeUnreserved => UriText.DecodeUnreserved(text, room, _isThorough),
        UriNormalizer.PercentToUppercase => UriText.UppercaseEscapes(text, room, _isThorough),
        _ => UriText.SortQuery(text, room),
    };
}
