using System;
using System.IO.Pipelines;
using Engine.IO.Buffers;

namespace Engine.IO.Pipes;

/// <summary>
/// A <see cref="PipeReader"/> of one loop whose unread bytes are always one contiguous piece. Beside the general reader it offers
/// the same in terms of spans, for code that must not spend a sequence and a result per look: fill, look at
/// <see cref="Unread"/>, consume; and when there is nothing more, <see cref="WaitAsync"/>.
/// </summary>
public abstract class LoopReader : PipeReader
{
    /// <summary>Bytes received and not consumed; the same first byte until <see cref="Consume"/>. Valid until the next fill or consume.</summary>
    public abstract ReadOnlySpan<byte> Unread { get; }

    /// <summary>The same as a piece of an array, under the same conditions as <see cref="UnreadMemory"/>.</summary>
    public abstract ArraySegment<byte> UnreadSegment { get; }

    /// <summary>The same as memory: stays where it is until it is consumed, unless more is received behind it.</summary>
    public abstract Memory<byte> UnreadMemory { get; }

    /// <summary>True when nothing will come behind <see cref="Unread"/>: end of file or failure.</summary>
    public abstract bool IsEnded { get; }

    /// <summary>True when there are more than <paramref name="seen"/> unread bytes, or no more will come. Receives at most once.</summary>
    public abstract bool TryFill(int seen);

    /// <summary>Gives up the first <paramref name="bytes"/> unread bytes.</summary>
    public abstract void Consume(int bytes);

    /// <summary>
    /// Gives away the block that the unread bytes stand in, and them with it, when nothing else is in it: cheaper than to copy them out.
    /// Null: it does not hold just these. Owned by the caller, who returns it to the pool of the loop.
    /// </summary>
    public abstract SlabBuffer? TakeBlock(int bytes);

    /// <summary>Completes when <see cref="TryFill"/> has more to say; with false when the wait was cancelled. One wait at a time.</summary>
    public abstract LoopWait WaitAsync();

    /// <summary>Has <paramref name="continuation"/> called when the wait is over, later in that turn of the loop.</summary>
    protected internal abstract void OnWaited(Action continuation);

    /// <summary>Takes the result of the wait; false = cancelled.</summary>
    protected internal abstract bool EndWait();
}
