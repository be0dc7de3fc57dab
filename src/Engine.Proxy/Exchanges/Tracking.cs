using System;
using System.Runtime.CompilerServices;
using Engine.Proxy.Loops;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// What an exchange counts in stick tables: at the keys that its own rules track, and at those of its connection. An exchange that
/// tracks nothing asks <see cref="IsActive"/> and no more.
/// </summary>
public sealed class Tracking
{
    private readonly Exchange _exchange;
    private StickTrackers? _own;

    /// <summary>True once the request was counted.</summary>
    private bool _hasCounted;

    /// <summary>Bytes of the exchange that were counted so far.</summary>
    private long _bytesIn;
    private long _bytesOut;

    internal Tracking(Exchange exchange) => _exchange = exchange;

    /// <summary>True while this exchange or its connection tracks anything.</summary>
    internal bool IsActive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _own is { IsActive: true } || _exchange.Client.Trackers is { IsActive: true };
    }

    private ProxyLoop Place => _exchange.Place;

    private Config.Model.GlobalConfig Global => Place.Plan.Global;

    private long NowMs => Place.Loop.Clock.NowMs;

    /// <summary>What is tracked under that number: by the exchange, else by its connection.</summary>
    public bool TryGet(int index, out StickSlot slot)
    {
        slot = default;
        return (_own is not null && _own.TryGet(index, out slot)) || (_exchange.Client.Trackers is { } session && session.TryGet(index, out slot));
    }

    /// <summary>From now to its end the exchange counts there. A number that is in use keeps its key.</summary>
    public void Track(int index, StickTableShared table, ReadOnlySpan<byte> key)
    {
        if (!TryGet(index, out _))
        {
            _own ??= new StickTrackers(Place.Plan.Global.Tune.StickCounters);
            _own.Track(index, table, key, NowMs);
        }
    }

    /// <summary>The same in an HTTP rule, which comes after the request was counted; of a response, after its status was.</summary>
    public void TrackMessage(int index, StickTableShared table, ReadOnlySpan<byte> key, int status)
    {
        if (TryGet(index, out _))
        {
            return;
        }

        _hasCounted = true;
        Track(index, table, key);
        if (TryGet(index, out StickSlot slot))
        {
            using StickLease lease = table.Open(slot);
            StickEvent.Request.CountAt(table.Plan, lease, NowMs);
            if (Global.ErrorStatuses.Contains(status))
            {
                StickEvent.Error.CountAt(table.Plan, lease, NowMs);
            }

            if (Global.FailureStatuses.Contains(status))
            {
                StickEvent.Failure.CountAt(table.Plan, lease, NowMs);
            }
        }
    }

    /// <summary>The client did something wrong, or something it is not allowed to.</summary>
    public void CountError()
    {
        if (IsActive)
        {
            Count(StickEvent.Error);
        }
    }

    /// <summary>The request has come, as far as it is one; before <c>http-request</c> rules.</summary>
    internal void OnRequest()
    {
        if (!_hasCounted)
        {
            _hasCounted = true;
            Count(StickEvent.Request);
        }
    }

    /// <summary>A server has answered: CFG 3.1 http-err-codes and http-fail-codes say whose fault that is, which may be both sides'.</summary>
    internal void OnResponse(int status)
    {
        if (Global.ErrorStatuses.Contains(status))
        {
            Count(StickEvent.Error);
        }

        if (Global.FailureStatuses.Contains(status))
        {
            Count(StickEvent.Failure);
        }
    }

    /// <summary>The exchange is over, its line in the log not yet written.</summary>
    internal void OnEnd()
    {
        Termination? cause = _exchange.Cause;
        if (_exchange.Frontend.Mode == Config.Model.ProxyMode.Http && cause is not null)
        {
            if (cause.IsClientError && (_hasCounted || _exchange.Record.RequestHeadBytes > 0))
            {
                OnRequest();
                Count(StickEvent.Error);
            }
            else if (ReferenceEquals(cause, Termination.RequestTimeout))
            {
                OnRequest();
            }
            else if (cause.IsServerFailure)
            {
                Count(StickEvent.Failure);
            }
        }

        OnBytes();
    }

    /// <summary>What has been carried so far is counted, so that long exchanges and tunnels show while they are under way.</summary>
    internal void OnBytes()
    {
        long bytesIn = _exchange.Record.BytesFromClient - _bytesIn;
        long bytesOut = _exchange.Record.BytesToClient - _bytesOut;
        if (bytesIn > 0)
        {
            Count(StickEvent.BytesIn(bytesIn, _bytesIn));
            _bytesIn += bytesIn;
        }

        if (bytesOut > 0)
        {
            Count(StickEvent.BytesOut(bytesOut, _bytesOut));
            _bytesOut += bytesOut;
        }
    }

    /// <summary>What was tracked is let go.</summary>
    internal void Clear()
    {
        _own?.Clear(NowMs);
        _hasCounted = false;
        _bytesIn = _bytesOut = 0;
    }

    private void Count(in StickEvent happened)
    {
        StickTrackers? own = _own is { IsActive: true } ? _own : null;
        own?.Count(happened, null, NowMs);
        _exchange.Client.Trackers?.Count(happened, own, NowMs);
    }
}
