using System;

namespace Engine.Stages.Converters;

/// <summary>A message digest of one text, or of a text under a key.</summary>
/// <param name="room">At least as long as the digest.</param>
/// <returns>The digest's length.</returns>
internal delegate int DigestFunction(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> room);
