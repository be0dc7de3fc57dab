using System;

namespace Engine.Http;

/// <summary>
/// Reads the trailer section of a chunked body line by line (RFC 9112 section 7.1.2), with CR LF only and without folds. Fields that
/// frame, route or manage a connection have no business there (RFC 9110 section 6.5.1) and are passed over, so that they cannot be
/// merged into a head by somebody behind us.
/// </summary>
internal struct TrailerReader
{
    private const ulong Forbidden =
        (1UL << (int)FieldName.TransferEncoding) | (1UL << (int)FieldName.ContentLength) | (1UL << (int)FieldName.Host)
        | (1UL << (int)FieldName.Connection) | (1UL << (int)FieldName.KeepAlive) | (1UL << (int)FieldName.ProxyConnection)
        | (1UL << (int)FieldName.TE) | (1UL << (int)FieldName.Trailer) | (1UL << (int)FieldName.Upgrade);

    private int _bytesLeft;
    private int _fieldsLeft;

    /// <summary>Bytes of the incomplete line at the front of the next input that hold no line end.</summary>
    private int _scanned;

    internal TrailerReader(in HeadLimits limits)
    {
        _bytesLeft = limits.BytesMax;
        _fieldsLeft = limits.FieldsMax - 1;
        _scanned = 0;
    }

    internal ChunkStep Next(ReadOnlySpan<byte> input, int position)
    {
        while (true)
        {
            int known = Math.Min(_scanned, input.Length - position);
            int lineLength = input[(position + known)..].IndexOf((byte)'\n');
            if (lineLength < 0)
            {
                _scanned = input.Length - position;
                return _scanned > _bytesLeft
                    ? new ChunkStep(ChunkStepKind.Invalid, position, fault: HttpFault.TrailerTooLarge)
                    : new ChunkStep(ChunkStepKind.NeedMore, position);
            }

            lineLength += known + 1;
            _scanned = 0;
            _bytesLeft -= lineLength;
            ReadOnlySpan<byte> line = input.Slice(position, lineLength);
            if (line.SequenceEqual("\r\n"u8))
            {
                return new ChunkStep(ChunkStepKind.End, position + lineLength);
            }

            HttpFault fault = Judge(line, out FieldName name);
            if (fault != HttpFault.None)
            {
                return new ChunkStep(ChunkStepKind.Invalid, position, fault: fault);
            }

            if (((Forbidden >> (int)name) & 1) == 0)
            {
                return new ChunkStep(ChunkStepKind.Trailer, position + lineLength, position, lineLength - 2);
            }

            position += lineLength;
        }
    }

    private HttpFault Judge(ReadOnlySpan<byte> line, out FieldName name)
    {
        name = FieldName.Other;
        if (_bytesLeft < 0 || --_fieldsLeft < 0)
        {
            return HttpFault.TrailerTooLarge;
        }

        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[^2] != '\r' || !Tokens.Are(line[..colon]) || line[colon..^2].IndexOfAny((byte)'\r', (byte)0) >= 0)
        {
            return HttpFault.TrailerInvalid;
        }

        name = FieldNames.Recognise(line[..colon]);
        return HttpFault.None;
    }
}
