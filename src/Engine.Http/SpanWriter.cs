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
        if ((uint)_written > (uint)_destination.Length || !bytes.TryCopyTo(_destination[_written..]))
        {
            _written = -1;
            return;
        }

        _written += bytes.Length;
    }

    /// <summary>CR LF.</summary>
    internal void WriteLineEnd()
    {
        if (_written < 0 || _destination.Length - _written < 2)
        {
            _written = -1;
            return;
        }

        _destination[_written] = (byte)'\r';
        _destination[_written + 1] = (byte)'\n';
        _written += 2;
    }

    internal void WriteThreeDigits(int number)
    {
        if (_written < 0 || _destination.Length - _written < 3)
        {
            _written = -1;
            return;
        }

        (int hundreds, int rest) = Math.DivRem(number, 100);
        (int tens, int ones) = Math.DivRem(rest, 10);
        _destination[_written] = (byte)('0' + hundreds);
        _destination[_written + 1] = (byte)('0' + tens);
        _destination[_written + 2] = (byte)('0' + ones);
        _written += 3;
    }
}
