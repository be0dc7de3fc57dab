using System;
using Engine.IO.Polling;

namespace Engine.Benchmarks.Memory;

/// <summary>The proxy's end of a connection, or the accept queue. Used again after it was closed.</summary>
/// <param name="fd">Its place in the network's table.</param>
internal sealed class MemoryEndpoint(int fd)
{
    private byte[] _incoming = [];
    private int _taken;

    public int Fd { get; } = fd;

    /// <summary>What this connection leads to sends this for whatever it is sent; empty for a client.</summary>
    public byte[] Answer { get; set; } = [];

    /// <summary>The loop's key; 0 while nobody watches.</summary>
    public ulong Key { get; set; }

    /// <summary>Edges that the poller has not reported yet.</summary>
    public ReadyFlags Edges { get; set; }

    public bool IsOpen { get; private set; }

    /// <summary>Bytes the proxy sent here.</summary>
    public int Sent { get; set; }

    /// <summary>True once the other end sent its FIN.</summary>
    public bool HasEnded { get; set; }

    public bool HasIncoming => _taken < _incoming.Length;

    public void Open(byte[] answer)
    {
        IsOpen = true;
        Answer = answer;
        Key = 0;
        Edges = ReadyFlags.None;
        Sent = 0;
        HasEnded = false;
        _incoming = [];
        _taken = 0;
    }

    public void Close() => IsOpen = false;

    /// <summary>Bytes arrive. All that came before has been taken.</summary>
    public void Bring(byte[] bytes)
    {
        _incoming = bytes;
        _taken = 0;
    }

    public int Take(Span<byte> into)
    {
        int count = Math.Min(into.Length, _incoming.Length - _taken);
        _incoming.AsSpan(_taken, count).CopyTo(into);
        _taken += count;
        return count;
    }
}
