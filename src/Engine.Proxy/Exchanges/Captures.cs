using System;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>What is kept of request and response for the log line and for later rules (CFG 4.2 capture, declare capture).</summary>
public sealed class Captures
{
    private readonly Exchange _exchange;
    private CapturesPlan? _plan;

    /// <summary>True when the plan has anything to keep.</summary>
    private bool _mayKeep;
    private ArenaSlice _requestCookie;
    private ArenaSlice _responseCookie;

    internal Captures(Exchange exchange)
    {
        _exchange = exchange;
        Request = new CaptureSlots(exchange.Arena, exchange.Request);
        Response = new CaptureSlots(exchange.Arena, exchange.Response);
    }

    public CaptureSlots Request { get; }

    public CaptureSlots Response { get; }

    /// <summary>"name=value" as the client sent it; empty for none.</summary>
    public ReadOnlySpan<byte> RequestCookie => _exchange.Arena[_requestCookie];

    /// <summary>"name=value" as the server set it; empty for none.</summary>
    public ReadOnlySpan<byte> ResponseCookie => _exchange.Arena[_responseCookie];

    /// <summary>At the begin of an exchange or session: from here on rules may fill slots.</summary>
    internal void Begin(CapturesPlan plan)
    {
        // Mostly that of the exchange before.
        if (ReferenceEquals(plan, _plan))
        {
            return;
        }

        _plan = plan;
        _mayKeep = plan.Request.Length + plan.Response.Length > 0 || plan.Cookie is not null;
        Request.Begin(plan.Request);
        Response.Begin(plan.Response);
    }

    /// <summary>Once the request's head is there, as it was received.</summary>
    internal void TakeRequest(CapturesPlan plan)
    {
        RequestHead head = _exchange.Request;
        HeaderCapturePlan[] slots = plan.Request;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (LastOf(slots[slot], head) is >= 0 and int last)
            {
                Request.Keep(slot, last);
            }
        }

        if (plan.Cookie is { } cookie)
        {
            TakeCookie(_exchange.Request, cookie, "cookie"u8, ref _requestCookie);
        }
    }

    /// <summary>Once the head of the server's response is there, as it was received.</summary>
    internal void TakeResponse(CapturesPlan plan)
    {
        ResponseHead head = _exchange.Response;
        HeaderCapturePlan[] slots = plan.Response;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            // Another response may follow before the line is written.
            if (LastOf(slots[slot], head) is >= 0 and int last)
            {
                Response.TryKeep(slot, head.ValueOf(head.Fields[last]));
            }
        }

        if (plan.Cookie is { } cookie)
        {
            TakeCookie(_exchange.Response, cookie, "set-cookie"u8, ref _responseCookie);
        }
    }

    internal void Clear()
    {
        if (!_mayKeep)
        {
            return;
        }

        Request.Clear();
        Response.Clear();
        _requestCookie = default;
        _responseCookie = default;
    }

    /// <summary>The last field of the name counts, with its whole line; -1 for none, and where rules fill the slot.</summary>
    private static int LastOf(HeaderCapturePlan slot, MessageHead head) => slot.Name.Length == 0 ? -1 : slot.LastIn(head);

    /// <summary>CFG 4.2 capture cookie: the first cookie whose name begins so; one without a value is none.</summary>
    private void TakeCookie(MessageHead head, HeaderCapturePlan cookie, ReadOnlySpan<byte> field, ref ArenaSlice kept)
    {
        for (int i = head.IndexOf(field); i >= 0; i = head.IndexOf(field, i + 1))
        {
            ReadOnlySpan<byte> rest = head.ValueOf(head.Fields[i]);
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)';');
                ReadOnlySpan<byte> pair = (end < 0 ? rest : rest[..end]).Trim(" \t"u8);
                if (pair.StartsWith(cookie.Name) && pair.Contains((byte)'='))
                {
                    _exchange.Arena.TryKeep(pair.Length > cookie.LengthMax ? pair[..cookie.LengthMax] : pair, out kept);
                    return;
                }

                // Behind the first pair of Set-Cookie there are attributes.
                rest = end < 0 || field.Length > "cookie"u8.Length ? default : rest[(end + 1)..];
            }
        }
    }
}
