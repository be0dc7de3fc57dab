using System;
using System.Runtime.CompilerServices;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>What a log line says about an exchange or session, beyond what the exchange itself shows: timers, sizes, numbers (CFG 8.2.6, 8.4).</summary>
public sealed class AccessRecord
{
    /// <summary>A timer whose phase was not reached.</summary>
    private const long NotReached = -1;

    private readonly Exchange _exchange;
    private ArenaSlice _uniqueId;
    private ReceivedLine _line;
    private bool _hasUniqueId;
    private long _number = -1;

    internal AccessRecord(Exchange exchange) => _exchange = exchange;

    /// <summary>True when a whole request head came in; else its parts print as <c>&lt;BADREQ&gt;</c>.</summary>
    public bool HasRequest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Times.HeadMs != 0 && _exchange.Request.BytesUsed > 0;
    }

    /// <summary>True when there was a request, or in TCP mode a session.</summary>
    public bool HasRequestOrSession => HasRequest || _exchange.Frontend.Mode == ProxyMode.Tcp;

    /// <summary>When the connection was accepted; of a later request on it, when the exchange before had ended. UTC.</summary>
    public DateTime AcceptedUtc => Times.BeginUtc.AddMilliseconds(-IdleMs);

    /// <summary>Where the connection to the server came from; unspecified unless the log line says so.</summary>
    public EndpointAddress ServerSource { get; private set; }

    /// <summary>True for a line that is written while the response is under way (<c>option logasap</c>): totals are not final.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Level set by a rule; null = the usual one.</summary>
    public LogLevel? Level { get; set; }

    /// <summary>True when a rule wants no line (<c>set-log-level silent</c>).</summary>
    public bool IsSilent { get; set; }

    /// <summary>True once the line is written, so that it is not written again.</summary>
    internal bool IsWritten { get; set; }

    /// <summary>Bytes of heads and bodies that were given to the client.</summary>
    public long BytesToClient => ResponseHeadBytes + _exchange.Download.WireBytes;

    /// <summary>Bytes that came from the client.</summary>
    public long BytesFromClient => RequestHeadBytes + _exchange.Upload.WireBytes;

    /// <summary>Bytes of the request that were given to the server, the last attempt's head among them.</summary>
    public long BytesToServer => SentHeadBytes + _exchange.Upload.WireBytes;

    /// <summary>Bytes of the response that came from the server.</summary>
    public long BytesFromServer => ServerHeadBytes + _exchange.Download.WireBytes;

    /// <summary>Of the request's head as it was sent.</summary>
    internal int SentHeadBytes { get; set; }

    /// <summary>Of the response's head as it came.</summary>
    internal int ServerHeadBytes { get; set; }

    /// <summary>Heads and local replies.</summary>
    internal long ResponseHeadBytes { get; set; }

    internal long RequestHeadBytes { get; set; }

    /// <summary>Bytes that statistics have seen already, while the exchange is under way.</summary>
    internal long CountedIn { get; set; }

    /// <summary>The same of those to the client.</summary>
    internal long CountedOut { get; set; }

    /// <summary>Exchanges that stood before this one in its backend's queue.</summary>
    public int BackendQueuePosition { get; internal set; }

    /// <summary>Exchanges that stood before this one in its server's queue.</summary>
    public int ServerQueuePosition { get; internal set; }

    /// <summary>Attempts after the first.</summary>
    public int Retries => _exchange.Attempts.Retries;

    /// <summary>True when a retry went to another server.</summary>
    public bool IsRedispatched { get; internal set; }

    /// <summary>True when nothing went wrong: no retry, no error beyond the proxy's own answers, no status from 500 on (CFG 8.2.3 dontlog-normal).</summary>
    public bool IsNormal
    {
        get
        {
            bool wentWrong = _exchange.Cause is { } cause && cause.State[0] is not ('-' or 'L');
            bool retried = _exchange.Cause is null && Retries > 0;
            bool failed = _exchange.Frontend.Mode == ProxyMode.Http && _exchange.Status >= 500;
            return !wentWrong && !retried && !failed && !IsRedispatched;
        }
    }

    /// <summary>Of the process, given when it is asked for first.</summary>
    public long Number => _number >= 0 ? _number : _number = _exchange.Place.Plan.RequestNumbers.Take();

    /// <summary><c>%Th</c>, ms: handshakes lie between accept and the connection's first wait for a request.</summary>
    public long HandshakeMs => _exchange.Client.Requests > 1 ? 0 : Times.IdleMs - _exchange.Client.AcceptedMs;

    /// <summary><c>%Ti</c>, ms.</summary>
    public long IdleMs => Times.BeginMs - Times.IdleMs;

    /// <summary><c>%TR</c>, ms; not reached by what a rule rejects or holds in the tarpit.</summary>
    public long HeadMs => _exchange.Cause is { } cause && (cause == Termination.Rejected || cause == Termination.Tarpitted) ? NotReached : Between(Times.BeginMs, Times.HeadMs);

    /// <summary><c>%Tw</c>, ms; what a tarpit held counts as queued.</summary>
    public long QueueMs => _exchange.Cause is { } cause && cause == Termination.Tarpitted ? Now - Times.HeadMs : Between(Times.HeadMs, Times.PickMs);

    /// <summary><c>%Tc</c>, ms.</summary>
    public long ConnectMs => Between(Times.PickMs, Times.ConnectMs);

    /// <summary><c>%Tr</c>, ms.</summary>
    public long ResponseMs => Between(Times.ConnectMs, Times.ResponseMs);

    /// <summary><c>%Td</c>, ms.</summary>
    public long DataMs => Between(_exchange.Frontend.Mode == ProxyMode.Tcp ? Times.ConnectMs : Times.ResponseMs, Now);

    /// <summary><c>%Ta</c>, ms; of a connection that brought no request, the time it was waited for.</summary>
    public long ActiveMs => Now - (HasRequest ? Times.BeginMs : Times.IdleMs);

    /// <summary><c>%Tq</c>, ms.</summary>
    public long RequestMs => HeadMs < 0 ? NotReached : HandshakeMs + IdleMs + HeadMs;

    /// <summary><c>%Tt</c>, ms.</summary>
    public long TotalMs => Now - Times.IdleMs;

    /// <summary><c>%Tu</c>, ms.</summary>
    public long UserMs => HandshakeMs + ActiveMs;

    /// <summary>The request line as it was received, whatever rules made of it; empty when there is none.</summary>
    public ReadOnlySpan<byte> RequestLine => _line.In(ReceivedBytes);

    /// <summary>True exactly when one space stands between the parts of <see cref="RequestLine"/>.</summary>
    public bool HasPlainLine => _line.IsPlainIn(ReceivedBytes);

    /// <summary>The method as it was received.</summary>
    public ReadOnlySpan<byte> ReceivedMethod => _line.MethodIn(ReceivedBytes);

    /// <summary>The target as it was received.</summary>
    public ReadOnlySpan<byte> ReceivedTarget => _line.TargetIn(ReceivedBytes);

    /// <summary>The version as it was received.</summary>
    public ReadOnlySpan<byte> ReceivedVersion => _line.VersionIn(ReceivedBytes);

    /// <summary>What <c>unique-id-format</c> makes, made when it is asked for first; empty without that.</summary>
    public ReadOnlySpan<byte> UniqueId
    {
        get
        {
            if (!_hasUniqueId && _exchange.Frontend.UniqueId is { } format)
            {
                MakeUniqueId(format);
            }

            return _exchange.Arena[_uniqueId];
        }
    }

    /// <summary>The request's head is whole, and as it was received.</summary>
    internal void KeepLine() => _line = ReceivedLine.Of(_exchange.Request);

    /// <summary>Adds the unique id to the request, where asked for (<c>unique-id-header</c>). False: the head has no room for it.</summary>
    internal bool TryAddUniqueId()
    {
        byte[] name = _exchange.Frontend.UniqueIdHeader;
        return name.Length == 0 || _exchange.Frontend.Mode == ProxyMode.Tcp || _exchange.Request.TryAdd(name, UniqueId);
    }

    /// <summary>The response begins: a line that is not to wait for its end is written now.</summary>
    internal void OnResponseBegins()
    {
        if (_exchange.Frontend.Log is { IsEarly: true })
        {
            WriteEarly();
        }
    }

    /// <summary>Before the connection to the server is given back.</summary>
    internal void KeepServerSource()
    {
        if (_exchange.Frontend.Log is { NeedsServerSource: true } && _exchange.Attempts.Connection is { } connection
            && SocketNames.TryGetLocal(connection.Pipe.Fd, out EndpointAddress source))
        {
            ServerSource = source;
        }
    }

    internal void Clear()
    {
        ServerSource = default;
        _uniqueId = default;
        _line = default;
        _hasUniqueId = false;
        _number = -1;
        Level = null;
        IsSilent = false;
        IsWritten = false;
        ResponseHeadBytes = 0;
        RequestHeadBytes = 0;
        SentHeadBytes = ServerHeadBytes = 0;
        BackendQueuePosition = ServerQueuePosition = 0;
        CountedIn = CountedOut = 0;
        IsRedispatched = false;
    }

    /// <summary>Edits stand behind the head in its storage: its front is as it came.</summary>
    private ReadOnlySpan<byte> ReceivedBytes => _exchange.Request.Bytes;

    private ref ExchangeTimes Times => ref _exchange.Times;

    private long Now => Times.EndMs != 0 ? Times.EndMs : _exchange.Place.Loop.Clock.NowMs;

    private void WriteEarly()
    {
        KeepServerSource();
        IsPartial = true;
        Logs.AccessLog.Write(_exchange);
        IsPartial = false;
    }

    private void MakeUniqueId(Logs.LogFormatPlan format)
    {
        _hasUniqueId = true;
        SampleContext context = new(_exchange, RulePoints.FrontendHttpRequest) { IsFinal = true };
        int mark = context.Scratch.Mark;
        _exchange.Arena.TryKeep(format.Render(context), out _uniqueId);
        context.Scratch.Rewind(mark);
    }

    private static long Between(long fromMs, long toMs) => fromMs == 0 || toMs == 0 ? NotReached : toMs - fromMs;
}
