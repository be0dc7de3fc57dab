using System;
using Engine.Proxy.Stages;

namespace Engine.Simulation.Codecs;

/// <summary>
/// A coding that changes nothing, but holds bytes back as real ones do: whoever reads the body sees at once whether any was lost,
/// doubled or sent too late.
/// </summary>
internal sealed class EchoEncoder : BodyEncoder
{
    private const int HeldBytes = 100;

    private readonly byte[] _held = new byte[3 * HeldBytes];
    private int _count;

    public static BodyCodecRow Row { get; } = new("echo", "Changes nothing.", "echo", static _ => new EchoEncoder());

    public override void Begin() => _count = 0;

    public override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        int kept = end == EncodeEnd.More ? HeldBytes : 0;
        consumed = written = 0;
        int moved;
        do
        {
            int given = Math.Min(Math.Max(_count - kept, 0), destination.Length - written);
            _held.AsSpan(0, given).CopyTo(destination[written..]);
            _held.AsSpan(given, _count - given).CopyTo(_held);
            _count -= given;
            written += given;
            int taken = Math.Min(source.Length - consumed, _held.Length - _count);
            source.Slice(consumed, taken).CopyTo(_held.AsSpan(_count));
            _count += taken;
            consumed += taken;
            moved = given + taken;
        }
        while (moved > 0);
        return consumed == source.Length && _count <= kept ? EncodeStatus.Done : EncodeStatus.Full;
    }

    protected override void Dispose(bool disposing)
    {
    }
}
