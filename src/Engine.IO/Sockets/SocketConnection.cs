using System.IO.Pipelines;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.IO.Pipes;
using Engine.IO.Polling;
using Engine.IO.Tasks;
using Engine.IO.Tls;

namespace Engine.IO.Sockets;

/// <summary>
/// A stream socket on a loop. The object outlives its descriptor: after <see cref="Close"/> it can be opened again, so a loop
/// keeps a few of them and allocates none.
/// </summary>
public sealed class SocketConnection : Connection
{
    private readonly SocketReader _reader;
    private readonly SocketWriter _writer;
    private int _error;
    private bool _peerClosed;
    private bool _reset;
    private bool _urgent;
    private bool _isConnecting;

    public SocketConnection(EventLoop loop)
        : base(loop)
    {
        _reader = new SocketReader(this);
        _writer = new SocketWriter(this);
    }

    public override LoopReader Input => _reader;

    public override LoopWriter Output => _writer;

    public override bool IsOpen => Fd >= 0;

    public override bool PeerClosed => _peerClosed;

    public override bool IsReset => _reset;

    public override int Error => _error;

    /// <summary>The descriptor; -1 while closed.</summary>
    public int Fd { get; private set; } = -1;

    /// <summary>True when bytes lie unread here, or may lie in the kernel. An idle connection with any must not be used again.</summary>
    public bool HasUnreadInput => Readable || !_reader.Unread.IsEmpty || (IsWatchedLater && !IsQuiet());

    /// <summary>True when nothing lies unread. Where the last receive left that open, because it took just what it asked for, the kernel is asked.</summary>
    public bool ConfirmQuiet()
    {
        if (Readable && IsQuiet())
        {
            Readable = false;
        }

        return !HasUnreadInput;
    }

    /// <summary>True when an idle connection has nothing to read: no stray bytes, no end (one look).</summary>
    public bool IsQuiet() => Tls is null ? Loop.Sockets.IsQuiet(Fd) : Tls.IsQuiet();

    /// <summary>The TLS session on it; null on a plain connection.</summary>
    public TlsSession? Tls { get; private set; }

    /// <summary>Loop time at which a send that had to wait last moved bytes, ms: whether a slow receiver is a silent one.</summary>
    public long SentMs { get; internal set; }

    /// <summary>True unless the last receive emptied the socket and no edge has come since.</summary>
    internal bool Readable { get; set; }

    /// <summary>True when a short count does not mean an empty socket: a FIN or bytes behind an urgent mark may be left, and no edge tells of them.</summary>
    internal bool MayHideMore => _peerClosed || _urgent;

    /// <summary>True unless the last send was refused and no edge has come since.</summary>
    internal bool Writable { get; set; }

    /// <summary>True while the poller does not know the connection and no edge will tell of anything (<see cref="LateWatches"/>).</summary>
    internal bool IsWatchedLater { get; set; }

    /// <summary>Loop time at which that ends, ms.</summary>
    internal long WatchDueMs { get; set; }

    internal SocketConnection? PreviousUnwatched { get; set; }

    internal SocketConnection? NextUnwatched { get; set; }

    internal SocketReader Reader => _reader;

    internal SocketWriter Writer => _writer;

    /// <summary>Takes over a connected descriptor. 0 or errno (the descriptor is closed then).</summary>
    public int Open(int fd) => Open(fd, null);

    /// <summary>The same with the TLS session that was <see cref="Detach">given away</see> with it.</summary>
    public int Open(int fd, TlsSession? session)
    {
        Begin(fd, session);
        int error = Loop.Watch(fd, this);
        if (error != 0)
        {
            Close(reset: false);
        }

        return error;
    }

    /// <summary>
    /// Takes over a descriptor that was accepted just now. The other side speaks first, and has often done so by now: the socket is
    /// read before the poller hears of it.
    /// </summary>
    public void OpenAccepted(int fd)
    {
        Begin(fd, null);
        Readable = true;
        Loop.WatchLater(this);
    }

    private void Begin(int fd, TlsSession? session)
    {
        Fd = fd;
        Tls = session;
        _error = 0;
        _peerClosed = false;
        _reset = false;
        _urgent = false;
        _isConnecting = false;
        Readable = false;
        Writable = true;
        SentMs = 0;
        _reader.Open();
        _writer.Open();
        session?.Attach(this);
    }

    /// <summary>Connects. 0 or errno; ECANCELED after <see cref="CancelWaits"/>. On failure the connection is closed.</summary>
    public LoopTask<int> ConnectAsync(in ConnectTarget target)
    {
        int error = BeginConnect(target);
        return error != 0 ? new LoopTask<int>(error) : FinishConnectAsync();
    }

    /// <summary>
    /// Sends a connection on its way. 0: it has an outcome, for <see cref="EndConnect"/>, when <see cref="LoopReader.WaitAsync"/> of its
    /// input ends, which must be awaited next. Else errno, and the connection is closed.
    /// </summary>
    public int BeginConnect(in ConnectTarget target)
    {
        int fd = Loop.Sockets.Connect(target);
        if (fd < 0)
        {
            return -fd;
        }

        int error = Open(fd);
        Writable = false;
        _isConnecting = error == 0;
        return error;
    }

    /// <summary>What came of it: 0 or errno; ECANCELED when the wait was cancelled. On failure the connection is closed.</summary>
    public int EndConnect()
    {
        if (_isConnecting)
        {
            Close(reset: false);
            return Errno.ECANCELED;
        }

        // Writable tells that the handshake ended; with an error it also tells of failure, and only then is it worth a call to ask.
        int error = _peerClosed ? Loop.Sockets.TakeError(Fd) : 0;
        if (error != 0)
        {
            Close(reset: false);
        }

        return error;
    }

    /// <summary>
    /// Makes TLS of an open connection: all that is read and written from here on passes through <paramref name="session"/>, which
    /// the connection closes with itself. Cancelled by <see cref="CancelWaits"/>. What went wrong stands in the session.
    /// </summary>
    public async LoopTask<TlsFailure> HandshakeAsync(TlsSession session)
    {
        Tls = session;
        session.Attach(this);

        // What was read ahead, with a header in front of the handshake, belongs to it.
        bool hasInput = session.TakeEarly(_reader.Unread) || Readable;
        _reader.Consume(_reader.Unread.Length);

        // A server has nothing to say before its client has.
        TlsStep step = session.Context.IsServer && !hasInput ? TlsStep.WantsInput : session.Handshake();
        while (step is TlsStep.WantsInput or TlsStep.WantsRoom)
        {
            bool canceled = step == TlsStep.WantsInput ? await WaitInputAsync() : (await _writer.WaitWritableAsync()).IsCanceled;
            if (canceled)
            {
                return TlsFailure.Canceled;
            }

            step = session.Handshake();
        }

        Readable = session.MayHaveMore;
        return step == TlsStep.Done ? TlsFailure.None : TlsFacts.FailureOf(session);
    }

    public override void CancelWaits()
    {
        _reader.CancelWait();
        _writer.CancelWait();
    }

    public override void ShutdownSend()
    {
        if (IsOpen)
        {
            _writer.SendGathered();
            Tls?.EndSending();
            Loop.Sockets.ShutdownSend(Fd);
        }
    }

    public override void Close(bool reset)
    {
        if (!IsOpen)
        {
            return;
        }

        if (!reset)
        {
            _writer.SendGathered();
        }

        EndWatch();
        if (Tls is not null)
        {
            Tls.Close(silently: reset);
            Tls = null;
        }

        Loop.Sockets.Close(Fd, reset);
        Fd = -1;
        Owner = null;
        _reader.Close();
        _writer.Close();
    }

    /// <summary>Gives the open descriptor away, to another loop, with the TLS session on it; nothing may be buffered. This object is closed then.</summary>
    public int Detach(out TlsSession? session)
    {
        _writer.SendGathered();
        int fd = Fd;
        Tls?.Leave();
        session = Tls;
        Tls = null;
        if (!IsWatchedLater)
        {
            Loop.Poller.Remove(fd);
        }

        EndWatch();
        Fd = -1;
        Owner = null;
        _reader.Close();
        _writer.Close();
        return fd;
    }

    protected internal override void OnReady(ReadyFlags flags)
    {
        if ((flags & (ReadyFlags.PeerClosed | ReadyFlags.Failed)) != 0)
        {
            _peerClosed = true;
            _reset |= (flags & ReadyFlags.Failed) != 0;
        }

        _urgent |= (flags & ReadyFlags.Urgent) != 0;
        if (_isConnecting)
        {
            OnConnectReady(flags);
            return;
        }

        if ((flags & ReadyFlags.Writable) != 0)
        {
            Writable = true;
            Tls?.OnWritable();
            _writer.OnWritable();
        }

        if ((flags & ReadyFlags.Readable) != 0)
        {
            Readable = true;
            Tls?.OnReadable();
            if (!_reader.OnReadable() && !IsTlsChatter())
            {
                Owner?.OnUnreadInput(this);
            }
        }
    }

    /// <summary>The handshake has ended, well or not. What has come behind it is not read yet: an error would be gone then.</summary>
    private void OnConnectReady(ReadyFlags flags)
    {
        Readable |= (flags & ReadyFlags.Readable) != 0;
        if ((flags & ReadyFlags.Writable) != 0)
        {
            Writable = true;
            _isConnecting = false;
            _reader.EndPendingWait();
        }
    }

    /// <summary>What was to be sent with the end of the turn has to wait, or cannot be sent: whoever waits for input looks after it.</summary>
    internal void OnSendStopped(bool failed)
    {
        if (failed)
        {
            // The other side may have said why before it stopped listening; behind that stands the end.
            Readable = true;
            _reader.OnReadable();
        }
        else
        {
            _reader.EndPendingWait();
        }
    }

    /// <summary>Before somebody waits: from here on edges are reported, beginning with what has come by now.</summary>
    internal void EnsureWatched()
    {
        if (IsWatchedLater)
        {
            Loop.WatchNow(this);
        }
    }

    /// <summary>Remembers the first failure.</summary>
    internal void Fail(int errno)
    {
        if (_error == 0)
        {
            _error = errno;
        }

        // No errno: an orderly end of file.
        _peerClosed = true;
        _reset |= errno != 0;
    }

    private void EndWatch()
    {
        if (IsWatchedLater)
        {
            Loop.DropLate(this);
        }
        else
        {
            Loop.Forget(this);
        }
    }

    /// <summary>True when what has come concerns TLS alone: tickets and new keys may come at any time (RFC 8446 section 4.6).</summary>
    private bool IsTlsChatter()
    {
        if (Owner is null || Tls is not { IsEstablished: true } tls || _peerClosed)
        {
            return false;
        }

        Readable = !tls.IsQuiet();
        return !Readable;
    }

    /// <summary>True when cancelled.</summary>
    private async LoopTask<bool> WaitInputAsync()
    {
        Readable = false;
        ReadResult ready = await _reader.WaitReadableAsync();
        return ready.IsCanceled;
    }

    private async LoopTask<int> FinishConnectAsync()
    {
        await _reader.WaitAsync();
        return EndConnect();
    }
}
