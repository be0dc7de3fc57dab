using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>The names of servers on one connection: sent whole once, by number from then on, in each direction.</summary>
internal sealed class PeersNames(StickNamesShared names)
{
    /// <summary>Numbers that both ends keep; the next name takes that of the oldest.</summary>
    private const int NumbersMax = 128;

    private readonly Dictionary<int, int> _sent = [];
    private readonly int[] _sentNames = new int[NumbersMax];
    private readonly int[] _received = new int[NumbersMax];
    private int _next;

    internal void Clear()
    {
        _sent.Clear();
        Array.Clear(_sentNames);
        Array.Clear(_received);
        _next = 0;
    }

    /// <param name="name">Its number in the tables; 0 = none.</param>
    internal int Write(int name, Span<byte> room)
    {
        if (name == 0)
        {
            return PeersInteger.Write(0, room);
        }

        if (_sent.TryGetValue(name, out int known))
        {
            room[0] = 1;
            return 1 + PeersInteger.Write((ulong)known + 1, room[1..]);
        }

        int number = _next;
        _next = (_next + 1) % NumbersMax;
        _sent.Remove(_sentNames[number]);
        _sentNames[number] = name;
        _sent[name] = number;
        byte[] text = names.NameOf(name);
        Span<byte> front = stackalloc byte[PeersInteger.BytesMax * 2];
        int length = PeersInteger.Write((ulong)number + 1, front);
        length += PeersInteger.Write((ulong)text.Length, front[length..]);
        int written = PeersInteger.Write((ulong)(length + text.Length), room);
        front[..length].CopyTo(room[written..]);
        text.CopyTo(room[(written + length)..]);
        return written + length + text.Length;
    }

    /// <summary>The number of the name in our tables; 0 = none. False when it cannot be read.</summary>
    internal bool TryRead(ref ReadOnlySpan<byte> data, out int name)
    {
        name = 0;
        if (!PeersInteger.TryRead(ref data, out ulong length) || length > (ulong)data.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> inside = data[..(int)length];
        data = data[(int)length..];
        if (inside.IsEmpty)
        {
            return true;
        }

        if (!PeersInteger.TryRead(ref inside, out ulong number) || number is 0 or > NumbersMax)
        {
            return false;
        }

        if (!inside.IsEmpty)
        {
            if (!PeersInteger.TryRead(ref inside, out ulong textLength) || textLength > (ulong)inside.Length)
            {
                return false;
            }

            _received[number - 1] = names.NumberOf(ByteText.FromBytes(inside[..(int)textLength]));
        }

        name = _received[number - 1];
        return true;
    }
}
