using System;
using System.Buffers.Binary;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary>A deflate stream (RFC 1951) in the making, without what a format puts around it. One body after another; owned by one encoder.</summary>
internal abstract class DeflateBlocks : IDisposable
{
    /// <summary>Size and its complement in front of the bytes of a stored block (RFC 1951 section 3.2.4).</summary>
    protected const int StoredSizeBytes = 4;

    protected const int StoredBytesMax = 0xFFFF;

    /// <summary>True: bytes go on as they are, in stored blocks.</summary>
    internal bool Stores { get; set; }

    /// <summary>Before each body: nothing that follows refers to anything before.</summary>
    internal abstract void Begin();

    /// <summary>Takes and writes as much as source and destination allow.</summary>
    /// <param name="end">Flush: all that was taken can be decoded, and the output stands at a byte's boundary. Finish: so does it, and the last block has been written.</param>
    internal abstract EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>What follows the type of a stored block, at a byte's boundary; bytes written.</summary>
    protected static int WriteStored(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], (ushort)~data.Length);
        data.CopyTo(destination[StoredSizeBytes..]);
        return StoredSizeBytes + data.Length;
    }
}
