using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Compression;

/// <summary>Encoders of one loop between two bodies.</summary>
internal sealed class EncoderPool
{
    /// <summary>Kept for each codec and level; an encoder for gzip has some 300 KB.</summary>
    private const int KeptMax = 32;

    private readonly List<Shelf> _shelves = [];

    /// <summary>An encoder that begins a body.</summary>
    internal BodyEncoder Rent(CodecPlan codec)
    {
        BodyEncoder encoder = ShelfOf(codec).Free.TryPop(out BodyEncoder? kept) ? kept : codec.Row.Create!(codec.Settings);
        encoder.Stores = false;
        encoder.Begin();
        return encoder;
    }

    /// <param name="finished">False when its body broke off: such an encoder is not used again.</param>
    internal void Return(CodecPlan codec, BodyEncoder encoder, bool finished)
    {
        Stack<BodyEncoder> free = ShelfOf(codec).Free;
        if (!finished || free.Count >= KeptMax)
        {
            encoder.Dispose();
            return;
        }

        free.Push(encoder);
    }

    private Shelf ShelfOf(CodecPlan codec)
    {
        foreach (Shelf shelf in _shelves)
        {
            if (ReferenceEquals(shelf.Row, codec.Row) && shelf.Settings == codec.Settings)
            {
                return shelf;
            }
        }

        Shelf added = new(codec.Row, codec.Settings);
        _shelves.Add(added);
        return added;
    }

    private sealed class Shelf(BodyCodecRow row, BodyCodecSettings settings)
    {
        internal BodyCodecRow Row { get; } = row;

        internal BodyCodecSettings Settings { get; } = settings;

        internal Stack<BodyEncoder> Free { get; } = new();
    }
}
