using System;

namespace Engine.Proxy.Stages;

/// <summary>
/// One body under a content coding (RFC 9110 section 8.4): bytes in, bytes out, in pieces of any size. Kept by its loop and used for one
/// body after another; what it remembers has a fixed bound that does not grow with the body. Never blocks.
/// </summary>
public abstract class BodyEncoder : IDisposable
{
    /// <summary>True while limits are exceeded (<c>maxcomprate</c>, <c>maxcompcpuusage</c>): bytes are passed with as little work as the coding allows. A codec that knows no such way goes on as before.</summary>
    public bool Stores { get; set; }

    /// <summary>Before each body; the one before has been finished.</summary>
    public abstract void Begin();

    /// <summary>Takes from <paramref name="source"/> and writes to <paramref name="destination"/> as much as either allows.</summary>
    /// <param name="destination">At least <see cref="RoomBytesMin"/>.</param>
    /// <param name="end">Stays the same from one call to the next until the answer is Done.</param>
    public abstract EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written);

    /// <summary>Less room makes no encoder go on.</summary>
    public const int RoomBytesMin = 64;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
