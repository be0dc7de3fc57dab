using System;

namespace Engine.Stages.Converters;

/// <summary>Room that is filled piece by piece; what does not fit is remembered, not written.</summary>
internal ref struct SpanFill(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    internal int Length { get; private set; }

    /// <summary>True once something did not fit.</summary>
    internal bool IsOver { get; private set; }

    internal void Add(scoped ReadOnlySpan<byte> piece)
    {
        IsOver |= !piece.TryCopyTo(_room[Length..]);
        Length += IsOver ? 0 : piece.Length;
    }
}
