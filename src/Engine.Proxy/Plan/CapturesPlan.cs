using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Proxy.Plan;

/// <summary>What one frontend captures for its log lines: slots of requests and of responses, and a cookie.</summary>
public sealed class CapturesPlan
{
    internal static CapturesPlan None { get; } = new([], null, 0);

    private CapturesPlan(IReadOnlyList<CaptureConfig> captures, CaptureConfig? cookie, int cookieBytesMax)
    {
        Request = SlotsOf(captures, ofResponse: false);
        Response = SlotsOf(captures, ofResponse: true);
        HasHeaders = Array.Exists(Request, slot => slot.Name.Length > 0) || Array.Exists(Response, slot => slot.Name.Length > 0);
        if (cookie is not null)
        {
            Cookie = new HeaderCapturePlan(cookie.Where, ByteText.ToBytes(cookie.Name!), Math.Min(cookie.LengthMax, cookieBytesMax));
        }
    }

    public HeaderCapturePlan[] Request { get; }

    public HeaderCapturePlan[] Response { get; }

    /// <summary><c>capture cookie</c>: its name is the begin of a cookie's name.</summary>
    public HeaderCapturePlan? Cookie { get; }

    /// <summary>True when messages are searched for anything.</summary>
    internal bool IsActive => HasHeaders || Cookie is not null;

    private bool HasHeaders { get; }

    /// <summary>The slot that a rule on this line has of its own, or -1.</summary>
    public int SlotOf(Statement line, bool ofResponse) => Array.FindIndex(ofResponse ? Response : Request, slot => ReferenceEquals(slot.Where, line));

    internal static CapturesPlan From(ProxyConfig proxy, TuneConfig tune) =>
        proxy.Captures.Count == 0 && proxy.CookieCapture is null ? None : new CapturesPlan(proxy.Captures, proxy.CookieCapture, tune.CookieLength);

    private static HeaderCapturePlan[] SlotsOf(IReadOnlyList<CaptureConfig> captures, bool ofResponse)
    {
        List<HeaderCapturePlan> slots = [];
        foreach (CaptureConfig capture in captures)
        {
            if (capture.OfResponse == ofResponse)
            {
                slots.Add(new HeaderCapturePlan(capture.Where, ByteText.ToBytes(capture.Name ?? ""), capture.LengthMax));
            }
        }

        return [.. slots];
    }
}
