using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Pipes;

namespace Engine.Proxy.Exchanges;

/// <summary>Looks for a request head in the bytes of a TCP session, for rules that ask; the session itself goes on as it is.</summary>
internal sealed class HttpInspection(Exchange exchange)
{
    private bool _found;

    internal void Reset() => _found = false;

    /// <summary>True when <see cref="Exchange.Request"/> is a request head. Otherwise <paramref name="mayChange"/> tells whether more bytes could make it one.</summary>
    internal bool TryFind(out bool mayChange)
    {
        mayChange = false;
        if (_found || exchange.Frontend.Mode == ProxyMode.Http)
        {
            return true;
        }

        LoopReader input = exchange.Client.Pipe.Input;
        ReadOnlySpan<byte> bytes = input.Unread;
        exchange.Request.Reset();
        Verdict verdict = RequestParser.Parse(bytes, exchange.Request, exchange.Frontend.HeadLimits);
        _found = verdict.Kind == VerdictKind.Done;
        if (_found)
        {
            exchange.Heads.CopyRequest(bytes[..verdict.Consumed]);
        }
        else
        {
            // Half a head must not be looked at by anybody else.
            exchange.Request.Reset();
            mayChange = verdict.Kind == VerdictKind.NeedMore && !input.IsEnded;
        }

        return _found;
    }
}
