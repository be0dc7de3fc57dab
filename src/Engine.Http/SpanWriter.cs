using System;

namespace Engine.Http;

/// <summary>Writes into a span and remembers when it did not fit; what follows is then ignored.</summary>
internal ref struct SpanWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _written;

    /// <summary>Bytes written, or -1 when something did not fit.</summary>
    internal readonly int Result => _written;

    internal void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (_written < 0 || bytes.Length > _destination.Length - _written)
        {
            _written = -1;
            return;
        }

        bytes.CopyTo(_destination[_written..]);
        _written += bytes.Length;
    }

    internal void WriteThreeDigits(int number)
    {
        ReadOnlySpan<byte> digits = [(byte)('0' + (number / 100)), (byte)('0' + (number / 10 % 10)), (byte)('0' + (number % 10))];
        Write(digits);
    }
}
