using System;

namespace Engine.IO.Tls;

/// <summary>Encrypted bytes that came before there was a session to read them, behind a PROXY header: the session's first input.</summary>
internal struct EarlyBytes
{
    private byte[]? _bytes;

    /// <summary>False when there are none.</summary>
    internal bool TryKeep(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.IsEmpty ? null : bytes.ToArray();
        return _bytes is not null;
    }

    /// <summary>Takes what fits; false when all was taken.</summary>
    internal bool TryTake(Span<byte> into, out int taken)
    {
        taken = Math.Min(into.Length, _bytes?.Length ?? 0);
        if (_bytes is null)
        {
            return false;
        }

        _bytes.AsSpan(0, taken).CopyTo(into);
        _bytes = taken == _bytes.Length ? null : _bytes[taken..];
        return true;
    }
}
