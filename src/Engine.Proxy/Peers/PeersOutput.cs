using System;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Engine.Proxy.Peers;

/// <summary>What waits to be sent on one connection, and how messages are put there.</summary>
internal sealed class PeersOutput
{
    private byte[] _bytes = new byte[16384];
    private int _begin;
    private int _end;

    internal int Count => _end - _begin;

    private ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_begin, Count);

    /// <summary>Moves as much as there is room for; how many bytes that was.</summary>
    internal int MoveTo(PipeWriter output)
    {
        Span<byte> room = output.GetSpan();
        int bytes = Math.Min(Count, room.Length);
        Waiting[..bytes].CopyTo(room);
        _begin += bytes;
        if (_begin == _end)
        {
            _begin = _end = 0;
        }

        output.Advance(bytes);
        return bytes;
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _end += bytes.Length;
    }

    internal void WriteControl(PeersMessage message)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Room(sizeof(ushort)), (ushort)message);
        _end += sizeof(ushort);
    }

    internal void WriteMessage(PeersMessage message, ReadOnlySpan<byte> data)
    {
        WriteControl(message);
        _end += PeersInteger.Write((ulong)data.Length, Room(PeersInteger.BytesMax));
        Write(data);
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _end < bytes)
        {
            byte[] grown = Count + bytes > _bytes.Length / 2 ? new byte[(Count + bytes) * 2] : _bytes;
            Waiting.CopyTo(grown);
            _end = Count;
            _begin = 0;
            _bytes = grown;
        }

        return _bytes.AsSpan(_end, bytes);
    }
}
