using System;
using System.Globalization;
using System.IO.Pipelines;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Plan;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Peers;

/// <summary>
/// One connection of the peers protocol, plain or TLS, from the first byte to the last, on the first loop. One method reads until the
/// end, another writes while there is something to say; whichever returns last closes the connection.
/// </summary>
internal sealed class PeersSession : ITimerOwner
{
    /// <summary>Both ends show that they live, and give up one that does not (HAProxy: 3 and 5 s).</summary>
    private const int HeartbeatMs = 3000;
    private const int SilenceMaxMs = 5000;

    /// <summary>What is made before the socket is asked to take it.</summary>
    private const int OutputBytesMax = 65536;

    /// <summary>Bytes in either direction before the loop's other work comes in between.</summary>
    private const int TurnBytesMax = 262144;

    private readonly PeersSection _section;
    private readonly EventLoop _loop;
    private readonly SocketConnection _pipe;
    private readonly LoopTimer _timer;
    private readonly LoopSignal _readTurn;
    private readonly LoopSignal _sendTurn;
    private readonly PeersOutput _output = new();
    private readonly PeersTalk _talk;
    private byte[] _input = new byte[16384];
    private int _inputBytes;
    private Stage _stage;
    private long _heardMs;
    private long _saidMs;
    private bool _closesWhenSent;

    /// <summary>True exactly while the method that reads is under way, or the one that writes.</summary>
    private bool _isReading;
    private bool _isSending;

    /// <param name="member">Whom to connect to; null for whoever has connected.</param>
    internal PeersSession(PeersSection section, EventLoop loop, PeersMember? member)
    {
        _section = section;
        _loop = loop;
        _pipe = new SocketConnection(loop);
        _timer = new LoopTimer(this);
        _readTurn = new LoopSignal(loop);
        _sendTurn = new LoopSignal(loop);
        Member = member;
        PeersNames names = new(section.Names);
        _talk = new PeersTalk(section, this, _output, names);
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

    /// <summary>Time until this end shows that it lives, unless it has something to say before, ms.</summary>
    internal long HeartbeatInMs => Math.Max(0, _saidMs + HeartbeatMs - _loop.Clock.NowMs);

    /// <summary>Speaks to the member, once connected.</summary>
    internal void Connect() => RunAsync(-1).Forget();

    /// <summary>Speaks to whoever has connected.</summary>
    internal void Serve(int fd) => RunAsync(fd).Forget();

    public void OnTimer(LoopTimer timer)
    {
        long nowMs = _loop.Clock.NowMs;
        if (nowMs - _heardMs >= SilenceMaxMs)
        {
            if (Member is not null)
            {
                Member.Silences++;
            }

            Fail("silent for too long");
            return;
        }

        if (IsOpen && nowMs - _saidMs >= HeartbeatMs)
        {
            _output.WriteControl(PeersMessage.Heartbeat);
            Member!.HeartbeatsSent++;
            Flush();
        }

        if (_stage != Stage.Closed)
        {
            _loop.Timers.Set(_timer, Math.Min(_heardMs + SilenceMaxMs, Math.Max(_saidMs + HeartbeatMs, nowMs + 1)));
        }
    }

    /// <summary>Says what there is to say, as soon as the connection takes it.</summary>
    internal void Flush()
    {
        if (!_isSending && _stage is Stage.AwaitsHello or Stage.AwaitsAnswer or Stage.Open)
        {
            SendAsync().Forget();
        }
    }

    internal void Close()
    {
        if (_stage == Stage.Closed)
        {
            return;
        }

        if (IsOpen)
        {
            _section.Say(LogLevel.Notice, $"connection with {Name} ended.");
        }

        _stage = Stage.Closed;
        _loop.Timers.Remove(_timer);
        _pipe.CancelWaits();
        _section.OnClosed(this);
        End();
    }

    /// <summary>Who is at the other end, as far as is known.</summary>
    private string Name => Member is null ? "a machine that has not said its name" : $"{Member.Plan.Name} ({Member.Plan.Endpoint})";

    private void Fail(string reason)
    {
        if (_stage is not (Stage.Closed or Stage.Open))
        {
            _section.Say(LogLevel.Warning, $"no connection with {Name}: {reason}.");
        }

        Close();
    }

    private void End()
    {
        if (!_isReading && !_isSending)
        {
            _pipe.Close(reset: false);
        }
    }

    private async LoopTask RunAsync(int fd)
    {
        _isReading = true;
        if (await TryOpenAsync(fd))
        {
            if (Member is { } member)
            {
                _output.Write(PeersHello.Write(member.Plan.Name, _section.Plan.LocalName));
            }

            _stage = Member is null ? Stage.AwaitsHello : Stage.AwaitsAnswer;
            Flush();
            for (int left = TurnBytesMax; _stage != Stage.Closed;)
            {
                int received = await ReceiveAsync();
                if (received == 0)
                {
                    break;
                }

                left -= received;
                if (left < 0)
                {
                    // The loop's other work comes in between.
                    _loop.Post(static state => ((PeersSession)state!)._readTurn.Set(0), this);
                    await _readTurn.WaitAsync();
                    left = TurnBytesMax;
                }
            }
        }

        _isReading = false;
        Fail("closed at the other end");
        End();
    }

    /// <summary>Connects where that is to be done, and makes TLS of it where that is spoken.</summary>
    private async LoopTask<bool> TryOpenAsync(int fd)
    {
        int error = Member is { } member ? await _pipe.ConnectAsync(TargetOf(member.Plan)) : _pipe.Open(fd);
        if (error != 0 || _stage == Stage.Closed)
        {
            Fail("it cannot be reached");
            return false;
        }

        TlsServerPlan? server = Member?.Plan.Tls;
        TlsSession? session = Member is null ? _section.NewTls() : server is null ? null : new TlsSession(server.Context, server.Plain);
        if (session is null)
        {
            return true;
        }

        TlsFailure failure = await _pipe.HandshakeAsync(session);
        if (failure != TlsFailure.None)
        {
            Fail(server is null ? "TLS handshake failure" : TlsServerPlan.ReasonOf(failure, session));
        }

        return _stage != Stage.Closed;
    }

    private static ConnectTarget TargetOf(PeersMemberPlan plan) => new()
    {
        Address = plan.Endpoint.Native,
        Source = plan.Source?.Address is { } source ? source.Native : default,
        SourcePorts = plan.Source?.Ports,
        Options = plan.ConnectOptions,
    };

    /// <summary>Reads what has come. 0 at the end.</summary>
    private async LoopTask<int> ReceiveAsync()
    {
        ReadResult read = await _pipe.Input.ReadAsync();
        ReadOnlyMemory<byte> piece = read.Buffer.First;
        if (_stage == Stage.Closed || piece.IsEmpty)
        {
            return 0;
        }

        while (_input.Length - _inputBytes < piece.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }

        piece.Span.CopyTo(_input.AsSpan(_inputBytes));
        _inputBytes += piece.Length;
        _pipe.Input.AdvanceTo(read.Buffer.End);
        _heardMs = _loop.Clock.NowMs;
        Read();
        Flush();
        return piece.Length;
    }

    private async LoopTask SendAsync()
    {
        _isSending = true;
        int left = TurnBytesMax;
        while (_stage != Stage.Closed && TryMakeMore())
        {
            left -= _output.MoveTo(_pipe.Output);
            FlushResult sent = await _pipe.Output.FlushAsync();
            _saidMs = _loop.Clock.NowMs;
            if (sent.IsCompleted)
            {
                Close();
            }

            if (left < 0 && _stage != Stage.Closed)
            {
                _loop.Post(static state => ((PeersSession)state!)._sendTurn.Set(0), this);
                await _sendTurn.WaitAsync();
                left = TurnBytesMax;
            }
        }

        _isSending = false;
        if (_stage == Stage.Closed)
        {
            End();
        }
        else if (_closesWhenSent)
        {
            Close();
        }
    }

    /// <summary>False when there is nothing to say.</summary>
    private bool TryMakeMore()
    {
        if (IsOpen && !_closesWhenSent)
        {
            _talk.Fill(OutputBytesMax);
        }

        return _output.Count > 0;
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
                Member!.ProtocolErrors++;
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

        string status = ByteText.FromBytes(bytes[..end]).TrimEnd('\r');
        if (status == PeersHello.Accepted.ToString(CultureInfo.InvariantCulture))
        {
            Open();
        }
        else
        {
            Fail($"it answers with status {status}");
        }

        return end + 1;
    }

    private void Open()
    {
        _stage = Stage.Open;
        _talk.Begin();
        _section.Say(LogLevel.Notice, $"connected with {Name}.");
        _section.OnOpen(this);
    }
}
