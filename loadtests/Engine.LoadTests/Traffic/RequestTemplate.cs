using System;
using Engine.Http;

namespace Engine.LoadTests.Traffic;

/// <summary>
/// A request as it goes over the wire: an opening, a piece that is sent again and again, and a closing. Most are nothing but an opening.
/// Rendered once, shared by all loops, never written to again.
/// </summary>
/// <param name="Opening">Head, and the body when it is small.</param>
/// <param name="Piece">A part of a large body; empty when the opening is all.</param>
/// <param name="Pieces">How often it is sent.</param>
/// <param name="Closing">What is left of a large body; may be empty.</param>
internal sealed record RequestTemplate(HttpMethod Method, ReadOnlyMemory<byte> Opening, ReadOnlyMemory<byte> Piece, long Pieces, ReadOnlyMemory<byte> Closing)
{
    /// <summary>True exactly when the opening is all there is to send.</summary>
    public bool IsWhole => Pieces == 0 && Closing.IsEmpty;
}
