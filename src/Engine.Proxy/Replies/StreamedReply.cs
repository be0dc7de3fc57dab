using System;
using System.Collections.Generic;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Replies;

/// <summary>
/// A reply whose body is made while it is sent, in steps: pages of any size cost a bounded amount of memory, and a client that reads
/// slowly holds back its own page only. Made for one exchange.
/// </summary>
/// <param name="status">As the head says.</param>
/// <param name="head">As <see cref="Reply.Head"/>; with <c>Transfer-Encoding: chunked</c> for a client that knows chunks, else without any length.</param>
/// <param name="steps">Writes to <paramref name="page"/>.</param>
public sealed class StreamedReply(int status, byte[] head, TextPage page, IEnumerator<Slice> steps) : Reply
{
    public override int Status => status;

    public override ReadOnlySpan<byte> Head => head;

    /// <summary>Nothing is there before it is asked for.</summary>
    public override ReadOnlyMemory<byte> Body => default;

    internal TextPage Page => page;

    internal IEnumerator<Slice> Steps => steps;
}
