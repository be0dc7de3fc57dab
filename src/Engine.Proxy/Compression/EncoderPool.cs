using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Compression;

/// <summary>Encoders of one loop between two bodies.</summary>
internal sealed class EncoderPool(CompressionLimitShared limit)
{
    /// <summary>Kept for each codec and level; an encoder for gzip has 80 to 300 KB.</summary>
    private const int KeptMax = 32;

    private readonly List<Shelf> _shelves = [];

    /// <summary>An encoder that begins a body.</summary>
    internal BodyEncoder Rent(CodecPlan codec)
    {
        BodyEncoder encoder = ShelfOf(codec).Free.TryPop(out BodyEncoder? kept) ? kept : Make(codec);
        encoder.Stores = false;
        encoder.Begin();
        return encoder;
    }

    /// <summary>False while <c>maxzlibmem</c> leaves no room for one more encoder. What is kept here is there for anybody.</summary>
    internal bool HasRoom(CodecPlan codec) =>
        limit.MemoryBytesMax == 0 || limit.MemoryBytes + codec.MemoryBytes <= limit.MemoryBytesMax || ShelfOf(codec).Free.Count > 0;

    /// <param name="finished">False when its body broke off: such an encoder is not used again.</param>
    internal void Return(CodecPlan codec, BodyEncoder encoder, bool finished)
    {
        Stack<BodyEncoder> free = ShelfOf(codec).Free;
        if (!finished || free.Count >= KeptMax)
        {
            encoder.Dispose();
            limit.Count(-codec.MemoryBytes);
            return;
        }

        free.Push(encoder);
    }

    private BodyEncoder Make(CodecPlan codec)
    {
        limit.Count(codec.MemoryBytes);
        return codec.Row.Create!(codec.Settings);
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
