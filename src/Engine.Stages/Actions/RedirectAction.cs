using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>redirect</c> (CFG 4.2): to a place (location), to the same path elsewhere (prefix), or to the same place by another scheme. A
/// redirect that is the same for everybody is made once; others are written for each exchange, into its arena.
/// </summary>
internal sealed class RedirectAction : RuleAction
{
    /// <summary>Longer than any head that could still be sent.</summary>
    private const int HeadBytesMax = 32768;

    private readonly RedirectKind _kind;
    private readonly RedirectOptions _options;
    private readonly LogFormatPlan _target;
    private readonly LogFormatPlan? _cookie;
    private readonly int _code;
    private readonly byte[] _start;
    private readonly LocalReply? _fixed;

    private RedirectAction(RedirectArguments arguments)
    {
        _kind = arguments.Kind;
        _options = arguments.Options;
        _target = arguments.Target!;
        _cookie = arguments.Cookie;
        _code = arguments.Code;

        // Permanent answers may be cached: that is what the client is told by their status.
        ReplyBuilder start = new(_code);
        if (_code is 302 or 303 or 307)
        {
            start.Field("Cache-Control", "no-cache");
        }

        _start = start.Head();
        bool isFixed = _kind == RedirectKind.Location && _target.IsConstant && _cookie is null or { IsConstant: true } && (_options & RedirectOptions.KeepQuery) == 0;
        if (isFixed)
        {
            start.Field("Location", ByteText.FromBytes(_target.Render(default)));
            _fixed = (_cookie is null ? start : start.Field("Set-Cookie", ByteText.FromBytes(_cookie.Render(default)))).Body([]);
        }
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        RedirectArguments words = new(arguments);
        return words.TryRead() ? new RedirectAction(words) : null;
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        ReadOnlySpan<byte> target = FieldText.Of(_target.Render(context), context.Scratch);
        if (target.IsEmpty && (_options & RedirectOptions.IgnoreEmpty) != 0)
        {
            return RuleVerdict.Continue;
        }

        if (_fixed is not null)
        {
            return RuleVerdict.Answer(_fixed, Termination.Local);
        }

        if (!context.Scratch.TryTake(HeadBytesMax, out Span<byte> room))
        {
            return RuleVerdict.Overflow(context);
        }

        LineWriter head = new(room);
        head.Raw(_start);
        head.Raw("Location: "u8);
        WritePlace(context.Request, target, ref head);
        head.Raw("\r\n"u8);
        if (_cookie is not null)
        {
            head.Raw("Set-Cookie: "u8);
            head.Raw(FieldText.Of(_cookie.Render(context), context.Scratch));
            head.Raw("\r\n"u8);
        }

        head.Raw("Content-Length: 0\r\n"u8);
        return !head.IsCut && context.Exchange.Replies.TryMake(_code, head.Line, default, out Reply reply)
            ? RuleVerdict.Answer(reply, Termination.Local)
            : RuleVerdict.Overflow(context);
    }

    private void WritePlace(RequestHead request, ReadOnlySpan<byte> target, ref LineWriter head)
    {
        ReadOnlySpan<byte> query = TargetEdit.Read(request, TargetPart.Query);
        if (_kind == RedirectKind.Location)
        {
            head.Raw(target);
            WriteKept(query, target, ref head);
            return;
        }

        if (_kind == RedirectKind.Scheme)
        {
            head.Raw(target);
            head.Raw("://"u8);
            head.Raw(request.Host);
        }
        else if (!target.SequenceEqual("/"u8))
        {
            // "prefix /" stands for no prefix at all: it serves to add slashes and to drop queries.
            head.Raw(target);
        }

        ReadOnlySpan<byte> path = TargetEdit.Read(request, TargetPart.Path);
        if (!path.StartsWith("/"u8))
        {
            // OPTIONS * asks about the whole site, and CONNECT names no path (RFC 9112 section 3.2).
            path = "/"u8;
        }

        head.Raw(path);
        bool lacksSlash = (_options & RedirectOptions.AppendSlash) != 0 && path[^1] != (byte)'/';
        head.Raw(lacksSlash ? "/"u8 : default);
        if (!query.IsEmpty && (_options & RedirectOptions.DropQuery) == 0)
        {
            head.Raw((byte)'?');
            head.Raw(query);
        }
    }

    /// <summary>The request's query behind the location, or behind the query that this one has already.</summary>
    private void WriteKept(ReadOnlySpan<byte> query, ReadOnlySpan<byte> target, ref LineWriter head)
    {
        if (!query.IsEmpty && (_options & RedirectOptions.KeepQuery) != 0)
        {
            head.Raw(target.Contains((byte)'?') ? (byte)'&' : (byte)'?');
            head.Raw(query);
        }
    }
}
