using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Engine.Simulation.Network;

namespace Engine.Simulation.Traffic;

/// <summary>
/// Reads messages as an actor does, with code that shares nothing with the engine's: what is not exactly well formed is a
/// <see cref="FormatException"/>.
/// </summary>
internal sealed class MessageReader
{
    private readonly ByteQueue _in = new();
    private readonly ByteQueue _body = new();
    private BodyShape _shape;
    private long _left;
    private bool _inTrailers;

    public ReadOnlySpan<byte> Body => _body.Span;

    /// <summary>Values of trailer fields, as lines.</summary>
    public List<string> Trailers { get; } = [];

    /// <summary>Bytes that nobody has read yet.</summary>
    public int Rest => _in.Count;

    public string RestText => Encoding.Latin1.GetString(_in.Span[..Math.Min(_in.Count, 200)]);

    public void Feed(ReadOnlySpan<byte> bytes) => _in.Add(bytes);

    public byte[]? TryTake(int count)
    {
        if (_in.Count < count)
        {
            return null;
        }

        byte[] taken = new byte[count];
        _in.Take(taken);
        return taken;
    }

    public MessageHead? TryReadHead()
    {
        int end = _in.Span.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string[] lines = Encoding.Latin1.GetString(_in.Span[..end]).Split("\r\n");
        _in.Drop(end + 4);
        var fields = new List<(string, string)>();
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 1)
            {
                throw new FormatException($"'{line}' is no field line");
            }

            fields.Add((line[..colon], line[(colon + 2)..]));
        }

        return new MessageHead(lines[0], fields);
    }

    public void BeginBody(BodyShape shape, int length)
    {
        _shape = shape;
        _left = shape == BodyShape.Length ? length : 0;
        _inTrailers = false;
        _body.Clear();
        Trailers.Clear();
    }

    /// <summary>Reads what there is; true when the body has ended.</summary>
    public bool ReadBody() => _shape switch
    {
        BodyShape.Length => ReadLength(),
        BodyShape.Chunked => ReadChunks(),
        BodyShape.UntilClose => ReadRest(),
        _ => true,
    };

    private bool ReadRest()
    {
        _body.Add(_in.Span);
        _in.Clear();
        return false;
    }

    private bool ReadLength()
    {
        int count = (int)Math.Min(_left, _in.Count);
        _body.Add(_in.Span[..count]);
        _in.Drop(count);
        _left -= count;
        return _left == 0;
    }

    private bool ReadChunks()
    {
        while (true)
        {
            if (_inTrailers)
            {
                return ReadTrailers();
            }

            if (_left == 0 && !TryReadSize())
            {
                return false;
            }

            if (_inTrailers)
            {
                continue;
            }

            // What is left counts the CR LF behind the data.
            int data = (int)Math.Min(_left - 2, _in.Count);
            if (data > 0)
            {
                _body.Add(_in.Span[..data]);
                _in.Drop(data);
                _left -= data;
            }

            if (_left > 2 || _in.Count < 2)
            {
                return false;
            }

            if (!_in.Span.StartsWith("\r\n"u8))
            {
                throw new FormatException("no CR LF behind a chunk");
            }

            _in.Drop(2);
            _left = 0;
        }
    }

    private bool TryReadSize()
    {
        if (TryReadLine() is not { } line)
        {
            return false;
        }

        if (!long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long size))
        {
            throw new FormatException($"'{line}' is no chunk size");
        }

        _inTrailers = size == 0;
        _left = size == 0 ? 0 : size + 2;
        return true;
    }

    private bool ReadTrailers()
    {
        while (TryReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                return true;
            }

            Trailers.Add(line);
        }

        return false;
    }

    private string? TryReadLine()
    {
        int end = _in.Span.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string line = Encoding.Latin1.GetString(_in.Span[..end]);
        _in.Drop(end + 2);
        return line;
    }
}
