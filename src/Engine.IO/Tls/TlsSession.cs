using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Engine.IO.Buffers;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.IO.Tls;

/// <summary>
/// TLS on one connection: stands between the connection's reader and writer and the socket, and answers as the socket would.
/// Belongs to the connection it was given to, and moves to another loop with it. What OpenSSL decrypts lands in the reader's
/// block, and what it encrypts goes to the kernel from where OpenSSL made it. Between messages we hold no buffer, and OpenSSL only
/// while the session is among the <see cref="TlsWarmSessions"/> of its loop.
/// </summary>
public sealed unsafe class TlsSession
{
    /// <summary>Plain bytes of one record at most (RFC 8446 section 5.1).</summary>
    private const int RecordBytesMax = 16384;

    private const int Cold = -1;

    [ThreadStatic]
    private static TlsSession? _current;

    private readonly nint _bio;
    private readonly TlsOutbox _outbox = new();
    private nint _ssl;
    private SocketConnection? _connection;
    private int _receiveError;
    private int _recordBytes = RecordBytesMax;
    private CertificateFacts? _peer;
    private bool _knowsPeer;
    private bool _socketReadable;
    private EarlyBytes _early;
    private bool _blocked;
    private bool _collects;
    private bool _more;

    /// <summary>True while tickets lie in the outbox that may wait for what is sent next.</summary>
    private bool _ticketsRest;
    private TlsResumption _resumption;

    /// <summary>Its place among the warm sessions of the loop; -1 = not among them.</summary>
    private int _warmPlace = Cold;

    /// <summary>With a client; the handshake is still to be made.</summary>
    public TlsSession(TlsContext context)
        : this(context, TlsTarget.None)
    {
    }

    /// <summary>With a server.</summary>
    public TlsSession(TlsContext context, TlsTarget target)
    {
        Context = context;
        Target = target;
        _ssl = LibSsl.SSL_new(context.Handle);
        if (_ssl == 0)
        {
            throw new InvalidOperationException(TlsErrors.Take() ?? "OpenSSL has no memory for a session.");
        }

        _bio = TlsSocketBio.Create();
        LibSsl.SSL_set_bio(_ssl, _bio, _bio);
        if (context.IsServer)
        {
            LibSsl.SSL_set_accept_state(_ssl);
        }
        else
        {
            LibSsl.SSL_set_connect_state(_ssl);
            target.ApplyTo(_ssl);
            _resumption.TakeUp(_ssl, context.Sessions, target.ServerName);
        }

        RecordBytes = context.RecordBytes;
    }

    /// <summary>Who is asked for, with a server.</summary>
    public TlsTarget Target { get; }

    /// <summary>The session whose call into OpenSSL is under way on this thread.</summary>
    internal static TlsSession? Current => _current;

    /// <summary>What it follows; the certificate it chose by the client's name may bring another.</summary>
    public TlsContext Context { get; internal set; }

    /// <summary>SSL*; 0 once closed.</summary>
    internal nint Handle => _ssl;

    /// <summary>Plain bytes per record at most (<c>tune.ssl.maxrecord</c>).</summary>
    public int RecordBytes
    {
        get => _recordBytes;
        set => _recordBytes = value is > 0 and < RecordBytesMax ? value : RecordBytesMax;
    }

    /// <summary>True once the handshake is done.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>True when more can be read without another edge of the socket.</summary>
    internal bool MayHaveMore { get; private set; }

    /// <summary>The socket has no more bytes: FIN or failure.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>errno of the socket's failure; 0 when there was none.</summary>
    public int Error => _receiveError != 0 ? _receiveError : _outbox.Error;

    /// <summary>What OpenSSL found wrong, in its words; null when nothing.</summary>
    public string? ErrorText { get; private set; }

    /// <summary>OpenSSL's number of that; 0 when nothing.</summary>
    public long ErrorCode { get; private set; }

    /// <summary>Verification error of the other side's own certificate (X509_V_ERR_*), ignored or not; 0 = none.</summary>
    public int CertificateError { get; internal set; }

    /// <summary>The same of the authorities above it.</summary>
    public int AuthorityError { get; internal set; }

    /// <summary>Where in the chain that was; 1 is the issuer.</summary>
    public int AuthorityErrorDepth { get; internal set; }

    /// <summary>True when the name asked for led to a certificate of ours, or none was asked for.</summary>
    internal bool IsNameKnown { get; set; } = true;

    /// <summary>The certificate of the other side; null when it showed none. Read when it is asked for first.</summary>
    public CertificateFacts? Peer
    {
        get
        {
            if (!_knowsPeer && IsEstablished)
            {
                _knowsPeer = true;
                _peer = this.PeerCertificate() is { } der ? CertificateFacts.TryRead(der) : null;
            }

            return _peer;
        }
    }

    /// <summary>What we showed to the other side; null when nothing.</summary>
    public TlsCertificate? Certificate => Context.Certificate;

    /// <summary>What the client said first; null where nothing of it is kept (<see cref="TlsOptions.HelloBytes"/>).</summary>
    public TlsHello? Hello { get; internal set; }

    /// <summary>Null where none are kept (<see cref="TlsOptions.KeepsSecrets"/>).</summary>
    public TlsSecrets? Secrets { get; internal set; }

    internal void Attach(SocketConnection connection)
    {
        _connection = connection;
        _socketReadable = connection.Readable;
    }

    internal void OnReadable() => _socketReadable = true;

    /// <summary>There is room again: what had to wait goes first.</summary>
    internal void OnWritable()
    {
        if (!_outbox.IsEmpty && !_ticketsRest)
        {
            _outbox.TryFlush(_connection!);
        }
    }

    /// <summary>One go at the handshake with what is there.</summary>
    internal TlsStep Handshake()
    {
        Enter(collects: true);
        int result = LibSsl.SSL_do_handshake(_ssl);
        bool blocked = _blocked;
        if (result == 1 && Context.IsServer && !_outbox.IsEmpty && LibSsl.SSL_version(_ssl) >= (int)TlsVersion.Tls13)
        {
            RestTickets();
        }

        bool sent = _ticketsRest || _outbox.TryFlush(_connection!);
        if (result == 1 && Error == 0)
        {
            IsEstablished = true;
            _resumption.GiveBack(_ssl, Context.Sessions, Target.ServerName);
            MayHaveMore = _socketReadable || LibSsl.SSL_has_pending(_ssl) != 0;
            return sent ? TlsStep.Done : TlsStep.WantsRoom;
        }

        if (blocked && Error == 0)
        {
            return sent ? TlsStep.WantsInput : TlsStep.WantsRoom;
        }

        NoteError();
        return TlsStep.Failed;
    }

    /// <summary>As <see cref="SocketLayer.Receive"/>: plain bytes, 0 at the end, or -errno.</summary>
    internal int Receive(Span<byte> room)
    {
        Enter(collects: true);
        int total = 0;
        int n;
        fixed (byte* p = room)
        {
            do
            {
                n = LibSsl.SSL_read(_ssl, p + total, room.Length - total);
                total += n > 0 ? n : 0;
                MayHaveMore = n <= 0 ? !_blocked : _socketReadable || LibSsl.SSL_has_pending(_ssl) != 0;
            }
            while (n > 0 && total < room.Length && MayHaveMore);
        }

        if (n <= 0 && !_blocked && total > 0)
        {
            NoteError(); // told with the next call, when what came before it is gone
        }

        if (!_outbox.IsEmpty && !(_ticketsRest && total > 0))
        {
            _ticketsRest = false;
            _outbox.TryFlush(_connection!);
        }

        return total > 0 ? total : ReceiveNothingSlow();
    }

    /// <summary>True when nothing lies unread but what concerns TLS alone (tickets, new keys), which is dealt with here.</summary>
    internal bool IsQuiet()
    {
        Enter(collects: true);
        _socketReadable = true;
        byte one;
        int n = LibSsl.SSL_peek(_ssl, &one, 1);
        MayHaveMore = n > 0 || !_blocked;
        _ticketsRest = false;
        if (!_outbox.IsEmpty)
        {
            _outbox.TryFlush(_connection!);
        }

        return !MayHaveMore;
    }

    /// <summary>As <see cref="SocketLayer.Send"/>: plain bytes taken, or -errno. Both pieces leave in one record where they fit.</summary>
    internal int Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        Enter(collects: false);
        _ticketsRest = false;
        _more = more;
        if (first.IsEmpty || second.IsEmpty)
        {
            return Write(first.IsEmpty ? second : first);
        }

        SlabBuffer joined = _connection!.Loop.Buffers.Rent();
        Span<byte> record = joined.Span;
        record = record.Length > _recordBytes ? record[.._recordBytes] : record;
        int head = Math.Min(first.Length, record.Length);
        first[..head].CopyTo(record);
        int tail = Math.Min(second.Length, record.Length - head);
        second[..tail].CopyTo(record[head..]);
        int taken = Write(record[..(head + tail)]);
        _connection.Loop.Buffers.Return(joined);
        return taken;
    }

    /// <summary>Tells the other side that nothing more follows (close_notify).</summary>
    internal void EndSending()
    {
        if (!IsEstablished || HasFailed || (LibSsl.SSL_get_shutdown(_ssl) & TlsControl.SentShutdown) != 0)
        {
            return;
        }

        Enter(collects: true);
        _ = LibSsl.SSL_shutdown(_ssl);
        _outbox.TryFlush(_connection!);
        LibCrypto.ERR_clear_error();
    }

    /// <summary>Ends it and frees all that OpenSSL holds for it.</summary>
    /// <param name="silently">Without telling the other side.</param>
    internal void Close(bool silently)
    {
        if (_ssl == 0)
        {
            return;
        }

        if (!silently)
        {
            EndSending();
        }

        // Without this OpenSSL takes the session for broken and does not resume it.
        if (IsEstablished && !HasFailed)
        {
            LibSsl.SSL_set_shutdown(_ssl, TlsControl.SentShutdown | TlsControl.ReceivedShutdown);
        }

        Forget();
        _current = this;
        LibSsl.SSL_free(_ssl);
        _ssl = 0;
        _resumption.GiveBack(_ssl, Context.Sessions, Target.ServerName);
        _outbox.Release(_connection!);
        _connection = null;
    }

    /// <summary>The connection goes to another loop.</summary>
    internal void Leave()
    {
        Forget();
        Cool();
    }

    /// <summary>Others have spoken since: OpenSSL gives back what it reads and writes with.</summary>
    internal void Cool()
    {
        _warmPlace = Cold;
        _ = LibSsl.SSL_free_buffers(_ssl);
    }

    /// <summary>Frees a session that no connection has: it was detached and nobody took it.</summary>
    public void Abandon()
    {
        if (_ssl != 0)
        {
            _current = this;
            LibSsl.SSL_free(_ssl);
            _ssl = 0;
        }
    }

    private void Forget()
    {
        if (_warmPlace != Cold)
        {
            _connection!.Loop.WarmSessions.Remove(_warmPlace);
            _warmPlace = Cold;
        }
    }

    private bool HasFailed => ErrorCode != 0 || Error != 0;

    /// <summary>Encrypted bytes that were received before there was a session. False: there are none.</summary>
    internal bool TakeEarly(ReadOnlySpan<byte> bytes) => _early.TryKeep(bytes);

    /// <summary>For OpenSSL: encrypted bytes, 0 at the end, -1 when there are none now.</summary>
    internal int ReceiveCipher(Span<byte> into)
    {
        if (_early.TryTake(into, out int taken))
        {
            return taken;
        }

        if (!_socketReadable)
        {
            _blocked = true;
            return -1;
        }

        SocketConnection connection = _connection!;
        int n;
        do
        {
            n = connection.Loop.Sockets.Receive(connection.Fd, into);
        }
        while (n == -Errno.EINTR);

        // A short count emptied the socket, as for plain reads.
        _socketReadable = n == into.Length || (n > 0 && connection.MayHideMore);
        if (n > 0)
        {
            return n;
        }

        if (n == -Errno.EAGAIN)
        {
            _blocked = true;
            return -1;
        }

        HasEnded = true;
        _receiveError = n < 0 && _receiveError == 0 ? -n : _receiveError;
        TlsSocketBio.EndRetries(_bio);
        return n == 0 ? 0 : -1;
    }

    /// <summary>For OpenSSL: how many encrypted bytes were taken, -1 when none can be now.</summary>
    internal int SendCipher(ReadOnlySpan<byte> from)
    {
        if (_collects)
        {
            int kept = _outbox.Collect(_connection!, from);
            _blocked |= kept < 0;
            return kept;
        }

        int n = _outbox.Send(_connection!, from, _more);
        if (n > 0)
        {
            return n;
        }

        _blocked = n == -Errno.EAGAIN;
        return -1;
    }

    /// <summary>
    /// With TLS 1.3 the last a server says in a handshake are tickets, which no client waits for: they leave with the response, in one
    /// packet that wakes the client once. The request often lies in the socket already, behind the client's last message; when it does
    /// not, the read that finds nothing sends them.
    /// </summary>
    private void RestTickets()
    {
        _ticketsRest = true;
        _socketReadable = true;
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.Length > _recordBytes ? bytes[.._recordBytes] : bytes;
        int n;
        fixed (byte* p = bytes)
        {
            n = LibSsl.SSL_write(_ssl, p, bytes.Length);
        }

        return n > 0 ? n : SendRefusedSlow();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int SendRefusedSlow()
    {
        if (_blocked && Error == 0)
        {
            return -Errno.EAGAIN;
        }

        NoteError();
        return Error != 0 ? -Error : -Errno.EPROTO;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReceiveNothingSlow()
    {
        if (_blocked && !HasEnded)
        {
            return -Errno.EAGAIN;
        }

        MayHaveMore = false;
        if ((LibSsl.SSL_get_shutdown(_ssl) & TlsControl.ReceivedShutdown) != 0)
        {
            return 0; // close_notify: an orderly end
        }

        // RFC 8446 section 6.1: an end without close_notify may be somebody cutting the stream short.
        NoteError();
        return Error != 0 ? -Error : HasEnded ? -Errno.ECONNRESET : -Errno.EPROTO;
    }

    private void NoteError()
    {
        if (ErrorCode == 0)
        {
            ErrorCode = (long)LibCrypto.ERR_peek_error(); // 0 for an orderly end
            ErrorText = TlsErrors.Take();
        }

        LibCrypto.ERR_clear_error();
    }

    private void Enter(bool collects)
    {
        _current = this;
        _collects = collects;
        _blocked = false;
        _more = false;
        if (_ssl == 0)
        {
            ThrowClosed();
        }

        if (_warmPlace == Cold)
        {
            _warmPlace = _connection!.Loop.WarmSessions.Add(this);
        }
    }

    [DoesNotReturn]
    private static void ThrowClosed() => throw new InvalidOperationException("A TLS session was used after it was closed.");
}
