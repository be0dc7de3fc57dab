using System;
using System.Collections.Generic;
using System.Text;
using Engine.IO.Native;
using Engine.IO.Polling;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Both ends of one connection of a <see cref="World"/>.</summary>
internal sealed class WorldConnection(World world, int fd)
{
    private readonly List<byte> _toClient = [];
    private readonly StringBuilder _toServer = new();
    private bool _isEnded;
    private bool _isReset;
    private long _bodyLeft;

    public int Fd => fd;

    /// <summary>True once the client has closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Bytes of bodies that arrived.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Bytes it takes until the server reads on.</summary>
    public int SendRoom { get; set; } = world.SendRoom;

    /// <summary>What each send call handed over.</summary>
    public List<int> Sends { get; } = [];

    public void Answer(long afterNs, string text) => world.After(afterNs, () =>
    {
        _toClient.AddRange(Encoding.Latin1.GetBytes(text));
        world.Report(fd, ReadyFlags.Readable);
    });

    /// <summary>The server closes in good order.</summary>
    public void End(long afterNs) => world.After(afterNs, () =>
    {
        _isEnded = true;
        world.Report(fd, ReadyFlags.PeerClosed | ReadyFlags.Readable);
    });

    public void Reset(long afterNs) => world.After(afterNs, () =>
    {
        _isReset = true;
        world.Report(fd, ReadyFlags.PeerClosed | ReadyFlags.Failed | ReadyFlags.Readable | ReadyFlags.Writable);
    });

    public int Receive(Span<byte> into)
    {
        int count = Math.Min(into.Length, _toClient.Count);
        if (count == 0)
        {
            return _isReset ? -Errno.ECONNRESET : _isEnded ? 0 : -Errno.EAGAIN;
        }

        _toClient[..count].ToArray().CopyTo(into);
        _toClient.RemoveRange(0, count);
        return count;
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, SendRoom);
        if (_isReset || count == 0)
        {
            return _isReset ? -Errno.EPIPE : -Errno.EAGAIN;
        }

        Sends.Add(count);
        SendRoom -= SendRoom == int.MaxValue ? 0 : count;
        TakeAsServer(Encoding.Latin1.GetString(bytes[..count]));
        return count;
    }

    public void Close()
    {
        IsClosed = true;
        world.Unwatch(fd);
    }

    /// <summary>Cuts requests apart: heads, and as many body bytes as their Content-Length says.</summary>
    private void TakeAsServer(string text)
    {
        _toServer.Append(text);
        while (true)
        {
            int body = (int)Math.Min(_bodyLeft, _toServer.Length);
            _toServer.Remove(0, body);
            _bodyLeft -= body;
            BodyBytes += body;
            string waiting = _toServer.ToString();
            int end = waiting.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (_bodyLeft > 0 || end < 0)
            {
                return;
            }

            string head = waiting[..end];
            _toServer.Remove(0, end + 4);
            int length = head.IndexOf("Content-Length: ", StringComparison.Ordinal);
            _bodyLeft = length < 0 ? 0 : long.Parse(head[(length + 16)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
            world.Requests.Add((world.NowNs, head));
            world.Server(this, head);
        }
    }
}
