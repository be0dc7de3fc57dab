using System;
using Engine.Config.Text;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;

namespace Engine.Proxy.Peers;

/// <summary>
/// One connection of the peers protocol, from the first byte to the last, on the first loop. It reads what has come, writes as much as
/// the socket takes, and never waits for anything.
/// </summary>
internal sealed class PeersSession : PollHandler, ITimerOwner
{
    /// <summary>Both ends show that they live, and give up one that does not (HAProxy: 3 and 5 s).</summary>
    private const int HeartbeatMs = 3000;
    private const int SilenceMaxMs = 5000;

    /// <summary>What is made before the socket is asked to take it.</summary>
    private const int OutputBytesMax = 65536;

    private readonly PeersSection _section;
    private readonly EventLoop _loop;
    private readonly LoopTimer _timer;
    private readonly PeersOutput _output = new();
    private readonly PeersNames _names;
    private readonly PeersTalk _talk;
    private byte[] _input = new byte[16384];
    private int _inputBytes;
    private int _fd;
    private Stage _stage;
    private long _heardMs;
    private long _saidMs;
    private bool _closesWhenSent;

    internal PeersSession(PeersSection section, EventLoop loop, int fd, PeersMember? member)
    {
        _section = section;
        _loop = loop;
        _timer = new LoopTimer(this);
        _fd = fd;
        Member = member;
        _names = new PeersNames(section.Names);
        _talk = new PeersTalk(section, this, _output, _names);
        _stage = member is null ? Stage.AwaitsHello : Stage.Connects;
        _heardMs = _saidMs = loop.Clock.NowMs;
        loop.Timers.Set(_timer, _heardMs + HeartbeatMs);
    }

    private enum Stage : byte
    {
        Connects,
        AwaitsHello,
        AwaitsAnswer,
        Open,
        Closed,
    }

    /// <summary>Who is at the other end; null until it has said so.</summary>
    internal PeersMember? Member { get; private set; }

    internal bool IsOpen => _stage == Stage.Open;

    internal PeersTalk Talk => _talk;

    /// <summary>Begins to be served. False: closed already.</summary>
    internal bool TryWatch()
    {
        if (_loop.Watch(_fd, this) == 0)
        {
            return true;
        }

        Close();
        return false;
    }

    public void OnTimer(LoopTimer timer)
    {
        long nowMs = _loop.Clock.NowMs;
        if (nowMs - _heardMs >= SilenceMaxMs)
        {
            Close();
            return;
        }

        if (IsOpen && nowMs - _saidMs >= HeartbeatMs)
        {
            _output.WriteControl(PeersMessage.Heartbeat);
            Flush();
        }

        if (_stage != Stage.Closed)
        {
            _loop.Timers.Set(_timer, Math.Min(_heardMs + SilenceMaxMs, Math.Max(_saidMs + HeartbeatMs, nowMs + 1)));
        }
    }

    /// <summary>Says what there is to say, as far as the socket takes it.</summary>
    internal void Flush()
    {
        while (_stage != Stage.Closed)
        {
            if (IsOpen && !_closesWhenSent)
            {
                _talk.Fill(OutputBytesMax);
            }

            if (_output.Count == 0)
            {
                break;
            }

            int sent = _loop.Sockets.Send(_fd, _output.Waiting, default, more: false);
            if (sent > 0)
            {
                _output.Take(sent);
                _saidMs = _loop.Clock.NowMs;
            }
            else if (-sent == Errno.EAGAIN)
            {
                return;
            }
            else if (-sent != Errno.EINTR)
            {
                Close();
            }
        }

        if (_closesWhenSent && _stage != Stage.Closed)
        {
            Close();
        }
    }

    internal void Close()
    {
        if (_stage == Stage.Closed)
        {
            return;
        }

        _stage = Stage.Closed;
        _loop.Timers.Remove(_timer);
        _loop.Forget(this);
        _loop.Sockets.Close(_fd, reset: false);
        _fd = -1;
        _section.OnClosed(this);
    }

    protected override void OnReady(ReadyFlags flags)
    {
        if (_stage == Stage.Connects && !TryFinishConnect(flags))
        {
            return;
        }

        while (_stage != Stage.Closed)
        {
            if (_inputBytes == _input.Length)
            {
                Array.Resize(ref _input, _input.Length * 2);
            }

            int received = _loop.Sockets.Receive(_fd, _input.AsSpan(_inputBytes));
            if (received == -Errno.EAGAIN)
            {
                break;
            }

            if (received <= 0 && received != -Errno.EINTR)
            {
                Close();
                return;
            }

            _inputBytes += Math.Max(received, 0);
            _heardMs = _loop.Clock.NowMs;
            Read();
        }

        Flush();
    }

    private bool TryFinishConnect(ReadyFlags flags)
    {
        if (_loop.Sockets.TakeError(_fd) != 0)
        {
            Close();
            return false;
        }

        if ((flags & ReadyFlags.Writable) == 0)
        {
            return false;
        }

        _stage = Stage.AwaitsAnswer;
        _output.Write(PeersHello.Write(Member!.Plan.Name, _section.Plan.LocalName));
        return true;
    }

    private void Read()
    {
        int used = 0;
        while (_stage != Stage.Closed && used < _inputBytes)
        {
            ReadOnlySpan<byte> bytes = _input.AsSpan(used, _inputBytes - used);
            int length = _stage switch
            {
                Stage.AwaitsHello => ReadHello(bytes),
                Stage.AwaitsAnswer => ReadAnswer(bytes),
                _ => _closesWhenSent ? bytes.Length : _talk.Read(bytes),
            };
            if (length == 0)
            {
                break;
            }

            if (length < 0)
            {
                _output.WriteControl(PeersMessage.ProtocolError);
                _closesWhenSent = true;
                length = bytes.Length;
            }

            used += length;
        }

        if (_stage != Stage.Closed)
        {
            _input.AsSpan(used, _inputBytes - used).CopyTo(_input);
            _inputBytes -= used;
        }
    }

    private int ReadHello(ReadOnlySpan<byte> bytes)
    {
        int length = PeersHello.LengthOf(bytes);
        if (length == 0)
        {
            return 0;
        }

        int status = PeersHello.ProtocolError;
        if (length > 0)
        {
            status = PeersHello.Read(bytes[..length], _section.Plan.LocalName, out string caller);
            Member = status == PeersHello.Accepted ? _section.Find(caller) : null;
            status = status == PeersHello.Accepted && Member is null ? PeersHello.CallerUnknown : status;
        }

        _output.Write(PeersHello.Answer(status));
        if (status == PeersHello.Accepted)
        {
            Open();
        }
        else
        {
            _closesWhenSent = true;
        }

        return length < 0 ? bytes.Length : length;
    }

    private int ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            return bytes.Length > PeersHello.BytesMax ? -1 : 0;
        }

        if (ByteText.FromBytes(bytes[..end]).TrimEnd('\r') == "200")
        {
            Open();
        }
        else
        {
            Close();
        }

        return end + 1;
    }

    private void Open()
    {
        _stage = Stage.Open;
        _talk.Begin();
        _section.OnOpen(this);
    }
}
