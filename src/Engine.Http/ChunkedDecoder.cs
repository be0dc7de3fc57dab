using System;

namespace Engine.Http;

/// <summary>
/// Decodes the chunked coding (RFC 9112 section 7.1) without copying: it says where payload is. Resumable over any cut. Strict: sizes are
/// hexadecimal digits and nothing else, lines end with CR LF, extensions follow the grammar. A mutable struct: keep it in a field, pass it by reference.
/// </summary>
public struct ChunkedDecoder
{
    /// <summary>The largest chunk, as in HAProxy.</summary>
    public const int ChunkBytesMax = int.MaxValue;

    /// <summary>Digits of a size, leading zeros included: those of a 64-bit number, as in HAProxy.</summary>
    private const int DigitsMax = 16;

    /// <summary>A chunk line of that length is never held against the sender.</summary>
    private const int FreeLineBytes = 16;

    /// <summary>What a whole body may spend on chunk lines beyond the free bytes and the size of their chunks: one buffer (tune.bufsize).</summary>
    private const int OverheadBytesMax = 16384;

    private TrailerReader _trailers;
    private long _remaining;
    private int _lineBytes;
    private int _overheadLeft;
    private ChunkState _state;
    private HttpFault _fault;

    /// <param name="limits">Trailers as a whole are held to the limits of a head.</param>
    public ChunkedDecoder(in HeadLimits limits)
    {
        _trailers = new TrailerReader(limits);
        _overheadLeft = OverheadBytesMax;
    }

    /// <summary>
    /// The next step. <see cref="ChunkStepKind.NeedMore"/> has consumed all of the input, except within trailers, where an incomplete line
    /// is left in it. After End or Invalid it says the same again.
    /// </summary>
    public ChunkStep Next(ReadOnlySpan<byte> input)
    {
        int position = 0;
        while (true)
        {
            switch (_state)
            {
                case ChunkState.Data:
                    if (position == input.Length)
                    {
                        return new ChunkStep(ChunkStepKind.NeedMore, position);
                    }

                    return TakeData(position, input.Length);
                case ChunkState.Trailers:
                    return TakeTrailer(input, position);
                case ChunkState.Ended:
                    return new ChunkStep(ChunkStepKind.End, position);
                case ChunkState.Failed:
                    return new ChunkStep(ChunkStepKind.Invalid, position, fault: _fault);
                default:
                    if (position == input.Length)
                    {
                        return new ChunkStep(ChunkStepKind.NeedMore, position);
                    }

                    Step(input[position++]);
                    break;
            }
        }
    }

    private ChunkStep TakeData(int position, int length)
    {
        int taken = (int)Math.Min(_remaining, length - position);
        _remaining -= taken;
        if (_remaining == 0)
        {
            _state = ChunkState.DataCarriageReturn;
        }

        return new ChunkStep(ChunkStepKind.Data, position + taken, position, taken);
    }

    private ChunkStep TakeTrailer(ReadOnlySpan<byte> input, int position)
    {
        ChunkStep step = _trailers.Next(input, position);
        if (step.Kind == ChunkStepKind.End)
        {
            _state = ChunkState.Ended;
        }
        else if (step.Kind == ChunkStepKind.Invalid)
        {
            Fail(step.Fault);
        }

        return step;
    }

    /// <summary>One byte of framing.</summary>
    private void Step(byte value)
    {
        switch (_state)
        {
            case ChunkState.FirstDigit:
                _remaining = 0;
                _lineBytes = 0;
                TakeDigit(value);
                break;
            case ChunkState.Digit:
                if (!TryEndSize(value))
                {
                    TakeDigit(value);
                }

                break;
            case ChunkState.SizeLineFeed:
                EndLine(value);
                break;
            case ChunkState.DataCarriageReturn:
                Expect(value, (byte)'\r', ChunkState.DataLineFeed, HttpFault.ChunkDataEnd);
                break;
            case ChunkState.DataLineFeed:
                Expect(value, (byte)'\n', ChunkState.FirstDigit, HttpFault.ChunkDataEnd);
                break;
            default:
                StepExtension(value);
                break;
        }
    }

    private void TakeDigit(byte value)
    {
        int digit = HexDigit(value);
        if (digit < 0 || ++_lineBytes > DigitsMax)
        {
            Fail(value == '\n' && _lineBytes > 0 ? HttpFault.ChunkLineEnd : HttpFault.ChunkSizeInvalid);
            return;
        }

        _remaining = (_remaining << 4) | (uint)digit;
        _state = ChunkState.Digit;
        if (_remaining > ChunkBytesMax)
        {
            Fail(HttpFault.ChunkSizeTooLarge);
        }
    }

    /// <summary>Blanks behind the size are taken only as the bad white space before an extension (RFC 9112 section 7.1.1).</summary>
    private bool TryEndSize(byte value)
    {
        switch (value)
        {
            case (byte)'\r':
                _state = ChunkState.SizeLineFeed;
                return true;
            case (byte)';':
                _state = ChunkState.ExtensionName;
                Spend();
                return true;
            case (byte)' ' or (byte)'\t':
                _state = ChunkState.Semicolon;
                Spend();
                return true;
            default:
                return false;
        }
    }

    private void EndLine(byte value)
    {
        if (value != '\n')
        {
            Fail(HttpFault.ChunkLineEnd);
            return;
        }

        _overheadLeft -= (int)Math.Max(0, _lineBytes - FreeLineBytes - _remaining);
        _state = _remaining > 0 ? ChunkState.Data : ChunkState.Trailers;
    }

    private void StepExtension(byte value)
    {
        Spend();
        if (_state != ChunkState.Failed)
        {
            ChunkState next = ChunkExtensions.Next(_state, value);
            if (next == ChunkState.Failed)
            {
                Fail(value == '\n' ? HttpFault.ChunkLineEnd : _state == ChunkState.Semicolon ? HttpFault.ChunkSizeInvalid : HttpFault.ChunkExtension);
                return;
            }

            _state = next;
        }
    }

    /// <summary>Counts a byte of a chunk line that is no digit.</summary>
    private void Spend()
    {
        if (++_lineBytes - FreeLineBytes - _remaining > _overheadLeft)
        {
            Fail(HttpFault.ChunkOverhead);
        }
    }

    private void Expect(byte value, byte wanted, ChunkState next, HttpFault fault)
    {
        if (value == wanted)
        {
            _state = next;
        }
        else
        {
            Fail(fault);
        }
    }

    private void Fail(HttpFault fault)
    {
        _fault = fault;
        _state = ChunkState.Failed;
    }

    private static int HexDigit(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        _ => -1,
    };
}
