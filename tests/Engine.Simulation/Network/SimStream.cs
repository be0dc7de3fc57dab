using System;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>One direction of a connection: bytes on their way, bytes arrived, and a FIN behind them. Holds so many bytes and no more.</summary>
internal sealed class SimStream(SimWorld world, SimSocket receiver, StreamShape shape)
{
    private readonly ByteQueue _arrived = new();
    private int _inFlight;
    private long _lastArrivalMs;
    private int _epoch;

    public int CapacityBytes => shape.CapacityBytes;

    public int Arrived => _arrived.Count;

    public bool FinArrived { get; private set; }

    /// <summary>True when nothing is under way any more: a reset can destroy nothing.</summary>
    public bool IsDelivered => _inFlight == 0;

    public int Room => shape.CapacityBytes - _inFlight - _arrived.Count;

    public ReadOnlySpan<byte> Peek => _arrived.Span;

    /// <summary>Takes what there is room for, and lets it arrive in one or several pieces.</summary>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Room);
        int at = 0;
        while (at < count)
        {
            int piece = shape.Splits && !receiver.IsWhole && world.Chance(0.3) ? world.Between(1, count - at) : count - at;
            byte[] copy = bytes.Slice(at, piece).ToArray();
            at += piece;
            _inFlight += piece;
            Later(() => Arrive(copy));
        }

        return count;
    }

    public int Read(Span<byte> into) => _arrived.Take(into);

    public void Drop(int count) => _arrived.Drop(count);

    public void SendFin() => Later(() =>
    {
        FinArrived = true;
        receiver.Notify();
    });

    /// <summary>What has not arrived yet never will (RST).</summary>
    public void DiscardInFlight()
    {
        _epoch++;
        _inFlight = 0;
    }

    public void DiscardArrived() => _arrived.Clear();

    private void Arrive(byte[] bytes)
    {
        _inFlight -= bytes.Length;
        if (receiver.IsClosed)
        {
            receiver.RefuseLateBytes();
            return;
        }

        _arrived.Add(bytes);
        receiver.Notify();
    }

    private void Later(Action action)
    {
        // In order: nothing overtakes what was sent before.
        long delayMs = world.Between(shape.LatencyMinMs, shape.LatencyMaxMs);
        _lastArrivalMs = Math.Max(_lastArrivalMs, world.NowMs + delayMs);
        int epoch = _epoch;
        world.After(_lastArrivalMs - world.NowMs, () =>
        {
            if (epoch == _epoch)
            {
                action();
            }
        });
    }
}
