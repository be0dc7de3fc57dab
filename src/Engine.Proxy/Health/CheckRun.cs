using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.State;
using Engine.Proxy.Tls;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Health;

/// <summary>
/// One server's check while it is carried out, again and again: its connection, what has come over it, its variables. Belongs to the
/// loop that checks this server.
/// </summary>
public sealed class CheckRun
{
    private readonly CheckPlan _plan;
    private readonly SocketConnection _pipe;
    private readonly ByteArena _arena = new();

    /// <summary>Of steps that ask for a name or protocols of their own.</summary>
    private readonly Dictionary<ConnectStep, TlsTarget> _names = [];
    private CheckStep? _step;
    private ConnectStep? _connection;
    private bool _timedOut;
    private bool _isSecure;

    internal CheckRun(ProxyLoop place, ServerState server, CheckPlan plan, BackendPlan backend)
    {
        Place = place;
        Server = server;
        Backend = backend;
        _plan = plan;
        _pipe = new SocketConnection(place.Loop);
        Variables = new VariableStore(_arena, place.Plan.VariableLimits, VariableScope.Check);
    }

    public ProxyLoop Place { get; }

    public ServerState Server { get; }

    public BackendPlan Backend { get; }

    /// <summary>Variables of scope <c>check</c>.</summary>
    public VariableStore Variables { get; }

    /// <summary>What has come since the last step that connected or sent. Good until the step ends.</summary>
    public ReadOnlySpan<byte> Received => _pipe.IsOpen ? _pipe.Input.Unread : default;

    /// <summary>The same as memory.</summary>
    public ArraySegment<byte> ReceivedSegment => _pipe.IsOpen ? _pipe.Input.UnreadSegment : ArraySegment<byte>.Empty;

    /// <summary>The code that a success is reported with; 0 = none.</summary>
    public int Code { get; set; }

    /// <summary>What is said when the script ends well; null = what the script says of itself.</summary>
    public string? Success { get; set; }

    /// <summary>Method of the HTTP request that was sent last: what its answer can look like.</summary>
    public HttpMethod Method { get; set; }

    /// <summary>Where answers of HTTP checks are read; another check of the loop may use it between two judgements.</summary>
    public HttpAnswer Answer => Place.Checks.Answer;

    /// <summary>False once the server has said all it will, or as much as there is room for.</summary>
    public bool MayReceive => _pipe.IsOpen && !_pipe.Input.IsEnded && Received.Length < Place.Loop.Buffers.BufferBytes;

    /// <summary>The head of the answer as far as it has come; nothing is in it while it is not whole, or is none. Good until the loop's next check reads one.</summary>
    public ResponseHead ReadHead()
    {
        if (Answer.Read(this) != VerdictKind.Done)
        {
            Answer.Head.Reset();
        }

        return Answer.Head;
    }

    /// <summary>What has come of the answer's body, without its framing.</summary>
    public ReadOnlySpan<byte> ReadContent() => Answer.Read(this) == VerdictKind.Done ? Answer.Content(this) : default;

    /// <summary>The length of the body that the answer announces, else of what has come.</summary>
    public long ReadLength() => Answer.Read(this) == VerdictKind.Done ? Answer.LengthOf(this) : 0;

    /// <summary>Called once connected: the time for the rest begins.</summary>
    internal Action? OnConnected { get; set; }

    /// <summary>True exactly while the step under way waits to be connected.</summary>
    internal bool IsConnecting { get; private set; }

    internal SocketConnection Pipe => _pipe;

    /// <summary>For one evaluation.</summary>
    public SampleContext Context()
    {
        Place.Scratch.Clear();
        return new SampleContext(this);
    }

    /// <summary>Carries the script out.</summary>
    internal async LoopTask<CheckOutcome> ExecuteAsync()
    {
        CheckScript script = _plan.Script;
        _timedOut = false;
        Code = 0;
        Success = null;
        CheckOutcome? end = null;
        for (int i = 0; i < script.Steps.Count && end is null; i++)
        {
            _step = script.Steps[i];
            switch (_step)
            {
                case ConnectStep connect:
                    end = await ConnectAsync(connect);
                    break;
                case SendStep send:
                    end = await SendAsync(send);
                    break;
                case ExpectStep:
                    (end, i) = await ExpectAsync(i);
                    break;
                case ActionStep action:
                    action.Run(this);
                    break;
            }
        }

        CheckOutcome outcome = end ?? EndOf(script);
        Close();
        return outcome;
    }

    /// <summary>Time is up: whatever waits returns.</summary>
    internal void OnTimeout()
    {
        _timedOut = true;
        _pipe.CancelWaits();
    }

    /// <summary>Ends the connection and forgets the check.</summary>
    internal void Close()
    {
        _pipe.Close(reset: _connection is not { Lingers: true });
        _connection = null;
        _step = null;
        Variables.Clear();
        _arena.Clear();
    }

    private async LoopTask<CheckOutcome?> ConnectAsync(ConnectStep step)
    {
        _pipe.Close(reset: _connection is not { Lingers: true });
        _connection = step;
        _isSecure = false;
        IsConnecting = true;
        int error = await _pipe.ConnectAsync(TargetOf(step));
        IsConnecting = false;
        if (error != 0)
        {
            return CheckFailures.OfConnect(_plan.Script, step, error, _timedOut);
        }

        if (step.SendsProxy || (step.UsesServerOptions && (_plan.SendsProxy || IsLikeTraffic)))
        {
            Announce();
            await _pipe.Output.FlushAsync();
        }

        if (TlsOf(step) is { } tls)
        {
            TlsFailure failure = await tls.SecureAsync(_pipe, NameOf(step, tls), isCheck: step.UsesServerOptions);
            if (failure != TlsFailure.None)
            {
                return new CheckOutcome(_timedOut ? CheckStatus.Layer6Timeout : CheckStatus.Layer6Invalid, _timedOut ? null : TlsServerPlan.ReasonOf(failure, _pipe.Tls));
            }

            _isSecure = true;
        }

        OnConnected?.Invoke();
        return null;
    }

    /// <summary>CFG 5.2 check-ssl: checks speak TLS where the server does, unless they go elsewhere. Null: they do not.</summary>
    private TlsServerPlan? TlsOf(ConnectStep step)
    {
        bool wants = step.IsSecure || (step.UsesServerOptions && Server.Plan.Tls is { } plan && (plan.CheckEnabled ?? (plan.ForTraffic && _plan.IsAtServer)));
        return wants ? Server.Plan.Tls : null;
    }

    /// <summary>For which name, and with which protocols: the line's own, else those of the server's checks where they hold.</summary>
    private TlsTarget NameOf(ConnectStep step, TlsServerPlan tls)
    {
        TlsTarget usual = (step.UsesServerOptions ? tls.CheckTarget : null) ?? tls.Plain;
        if (step.ServerName is null && step.Alpn.Length == 0)
        {
            return usual;
        }

        if (!_names.TryGetValue(step, out TlsTarget? target))
        {
            string name = step.ServerName ?? ByteText.FromBytes(usual.ServerName);
            _names[step] = target = new TlsTarget(name, tls.VerifyHost) { Alpn = step.Alpn };
        }

        return target;
    }

    /// <summary>CFG 5.2 send-proxy: checks of a server that expects a header bring one, unless they go elsewhere.</summary>
    private bool IsLikeTraffic => Server.Plan.ProxyHeader is not null && _plan.IsAtServer;

    private void Announce()
    {
        Span<byte> room = _pipe.Output.GetSpan(ProxyHeaders.BytesMax);
        _pipe.Output.Advance(Server.Plan.ProxyHeader is { Version: 2 } header ? header.WriteLocal(room, Place.Plan.Global.NeverSendsLocal ? _pipe.Fd : null) : ProxyHeaders.WriteLocal(_pipe.Fd, room));
    }

    private async LoopTask<CheckOutcome?> SendAsync(SendStep step)
    {
        // What a former step has left is no answer to this one.
        _pipe.Input.Consume(_pipe.Input.Unread.Length);
        int written = step.Write(this, _pipe.Output.GetSpan(Place.Loop.Buffers.BufferBytes));
        if (written < 0)
        {
            return new CheckOutcome(CheckStatus.SocketError, "what is to be sent could not be made");
        }

        _pipe.Output.Advance(written);
        await _pipe.Output.FlushAsync();

        // A refused send is not the end yet: the server may have said why.
        return _timedOut ? CheckFailures.OfTimeout(_plan.Script, step) : null;
    }

    /// <summary>Judges by all steps that expect something in a row: what the first is content with may be too little for the next.</summary>
    /// <returns>The end of the check or null, and the last step of the row.</returns>
    private async LoopTask<(CheckOutcome? End, int Last)> ExpectAsync(int first)
    {
        int seen = 0;
        while (true)
        {
            if (!_pipe.Input.TryFill(seen))
            {
                bool waited = await _pipe.Input.WaitAsync();
                if (!waited)
                {
                    return (_timedOut ? CheckFailures.OfTimeout(_plan.Script, _step!) : new CheckOutcome(CheckStatus.SocketError, null), first);
                }

                continue;
            }

            seen = Received.Length;
            bool isLast = _pipe.Input.IsEnded || seen >= Place.Loop.Buffers.BufferBytes;
            if (seen == 0 && _pipe.Error != 0)
            {
                return (CheckFailures.OfBrokenConnection(_plan.Script, _step!, _pipe.Error), first);
            }

            (ExpectVerdict verdict, int at) = JudgeRow(first, isLast);
            if (verdict.Kind != ExpectVerdictKind.Wait)
            {
                return (verdict.Kind == ExpectVerdictKind.End ? verdict.Outcome : null, at);
            }

            if (isLast)
            {
                return (new CheckOutcome(CheckStatus.Layer7Invalid, null), at);
            }
        }
    }

    private (ExpectVerdict Verdict, int At) JudgeRow(int first, bool isLast)
    {
        int at = first;
        while (true)
        {
            ExpectStep step = (ExpectStep)_plan.Script.Steps[at];
            _step = step;
            ExpectVerdict verdict = step.Judge(this, isLast);
            bool more = at + 1 < _plan.Script.Steps.Count && _plan.Script.Steps[at + 1] is ExpectStep;
            if (verdict.Kind != ExpectVerdictKind.Good || !more)
            {
                return (verdict, at);
            }

            at++;
        }
    }

    /// <summary>All steps were good.</summary>
    private CheckOutcome EndOf(CheckScript script)
    {
        string? usual = Success ?? (script.StepsOf is null ? null : $"({script.StepsOf})");
        switch (_step)
        {
            case ConnectStep connect:
                return new CheckOutcome(_isSecure ? CheckStatus.Layer6Passed : CheckStatus.Layer4Passed, connect.IsImplicit ? null : usual);
            case ExpectStep when Server.Plan.Health.StopsOn404 && Code == 404 && Server.Operation != ServerOperation.Stopped:
                return new CheckOutcome(CheckStatus.Layer7PassedForNow, null) { Code = Code };
            case ExpectStep expect:
                string? info = expect.Options.OnSuccess is null ? usual : CheckTexts.Render(expect.Options.OnSuccess, this);
                return new CheckOutcome(expect.Options.OkStatus ?? CheckStatus.Layer7Passed, info) { Code = CheckTexts.CodeOf(expect, this) };
            default:
                return new CheckOutcome(CheckStatus.Layer7Passed, usual);
        }
    }

    private ConnectTarget TargetOf(ConnectStep step)
    {
        SocketEndpoint endpoint = step.Endpoint ?? _plan.Endpoint ?? Server.Endpoint;
        int port = step.PortSample is null ? step.Port : CheckTexts.PortOf(step.PortSample, this);
        port = port != 0 ? port : step.Endpoint is null ? _plan.Port : 0;
        endpoint = port != 0 && endpoint.IsIP ? endpoint.WithPort(port) : endpoint;
        ServerPlan plan = Server.Plan;
        return new ConnectTarget { Address = endpoint.Native, Source = plan.Source?.Address is { } source ? source.Native : default, SourcePorts = plan.Source?.Ports, Options = plan.ConnectOptions };
    }
}
