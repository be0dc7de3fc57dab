using System;
using System.Text;
using Engine.Simulation.Network;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Servers;

/// <summary>One connection at a server: reads requests strictly, one at a time, and answers each as its plan says.</summary>
internal sealed class ServerSession : Actor
{
    private readonly RequestBook _book;
    private readonly ServerHabits _habits;
    private readonly MessageReader _reader = new();
    private RequestPlan? _request;
    private bool _bodyEnded;
    private bool _answering;
    private bool _tunnel;
    private bool _leaves;

    public ServerSession(SimWorld world, SimSocket socket, RequestBook book, ServerHabits habits)
        : base(world, socket)
    {
        _book = book;
        _habits = habits;
        ReadBytesMax = habits.ReadBytesMax;
        RestMs = habits.RestMs;
        Pump();
    }

    protected override void OnBytes(ReadOnlySpan<byte> bytes)
    {
        if (_leaves)
        {
            return;
        }

        _reader.Feed(bytes);
        ReadOn();
    }

    protected override void OnEnd(int errno)
    {
        if (_request is { Response.IsEarly: false } request && !_bodyEnded && !_book.Allows(request, Pardon.Upload))
        {
            World.Fault($"a server received {_reader.Body.Length} bytes of a body of {request.BodyBytes} and then the end: {request}");
        }

        if (_tunnel && errno == 0)
        {
            EndTunnel();
            Then(() => Close(reset: false));
            return;
        }

        Close(reset: false);
    }

    private void ReadOn()
    {
        try
        {
            ReadRequests();
        }
        catch (FormatException fault)
        {
            World.Fault($"a server received what is not HTTP: {fault.Message}; on the connection of {_request}");
            _leaves = true;
        }
    }

    private void ReadRequests()
    {
        if (_habits.IsTcp && _request is null)
        {
            if (_reader.TryTake(8) is { } id)
            {
                _request = Identify(int.Parse(Encoding.Latin1.GetString(id)));
                BeginTunnel();
            }
        }

        while (!_tunnel && !_leaves)
        {
            if (_request is null || (_bodyEnded && !_answering))
            {
                if (_habits.IsTcp || _reader.TryReadHead() is not { } head)
                {
                    return;
                }

                Take(head);
            }

            if (_bodyEnded)
            {
                if (_reader.Rest > 0 && _answering)
                {
                    World.Fault($"a server received more before it had answered: '{_reader.RestText}' behind {_request}");
                    _leaves = true;
                }

                return;
            }

            if (!_reader.ReadBody())
            {
                return;
            }

            _bodyEnded = true;
            JudgeBody();
        }

        if (_tunnel)
        {
            _reader.ReadBody();
        }
    }

    private RequestPlan Identify(int id)
    {
        RequestPlan request = _book.Find(id) ?? throw new FormatException($"there is no request #{id}");
        _book.See(request);
        World.Note($"{Socket.Name} {Socket.Fd} receives #{id}");
        return request;
    }

    private void Take(MessageHead head)
    {
        _request = Identify(head.Id);
        if (head.StartLine != _request.StartLine || head.Get("Host") != _request.Host || head.Shape != _request.Body
            || (head.Shape == BodyShape.Length && head.Length != _request.BodyBytes))
        {
            World.Fault($"a request was changed on its way: '{head.StartLine}' {head.Shape} {head.Length}: {_request}");
        }

        _answering = true;
        _bodyEnded = head.Shape == BodyShape.None;
        _reader.BeginBody(head.Shape, head.Length);
        bool again = _request.Seen > 1 && _request.Response.Heals;
        new AnswerScript(World, _request, again ? _request.Response with { Fault = ServerFault.None } : _request.Response).Write(this);
    }

    private void JudgeBody()
    {
        RequestPlan request = _request!;
        string? difference = Pattern.Compare(request.Id, Pattern.Upload, _reader.Body, request.BodyBytes);
        if (difference is not null || _reader.Body.Length != request.BodyBytes)
        {
            World.Fault($"a server received another body: {difference ?? $"{_reader.Body.Length} bytes of {request.BodyBytes}"}; {request}");
        }

        string trailer = request.HasTrailer && request.Body == BodyShape.Chunked ? MessageText.Trailer(request.Id) : "";
        if (string.Join('|', _reader.Trailers) != trailer)
        {
            World.Fault($"trailers of a request are '{string.Join('|', _reader.Trailers)}': {request}");
        }
    }

    // What an AnswerScript is made of.

    internal void Write(byte[] bytes, int piecesMax, int pauseMsMax) => SendCut(bytes, piecesMax, pauseMsMax);

    internal void Wait(int ms) => Pause(ms);

    internal void WaitForBody() => WaitFor(() => _bodyEnded);

    /// <summary>This connection's bytes go out and arrive together, or a stray answer could not be told from a late one.</summary>
    internal void WriteWhole(byte[] bytes)
    {
        Socket.Other.IsWhole = true;
        Send(bytes);
    }

    internal void Depart(bool reset) => Then(() =>
    {
        _leaves = true;
        Close(reset);
    });

    /// <summary>Answers no more, and leaves closing to the proxy.</summary>
    internal void FallSilent() => WaitFor(static () => false);

    internal void FinishAnswer() => Then(() =>
    {
        _answering = false;
        RequestPlan answered = _request!;
        if (World.Chance(_habits.StaleClose))
        {
            World.After(World.Between(0, 200), () => CloseIfIdle(answered));
        }

        ReadOn();
    });

    internal void EnterTunnel() => Then(BeginTunnel);

    private void BeginTunnel()
    {
        _tunnel = true;
        _bodyEnded = true;
        RequestPlan request = _request!;
        _reader.BeginBody(BodyShape.UntilClose, 0);
        SendCut(Pattern.Of(request.Id, Pattern.Download, request.Response.BodyBytes), World.OneOf(1, 1, 5), 100);
        Then(Socket.ShutdownSend);
    }

    private void CloseIfIdle(RequestPlan after)
    {
        if (!IsOver && !_answering && ReferenceEquals(_request, after))
        {
            World.Note($"{Socket.Name} {Socket.Fd} leaves though it said it would stay");
            after.IsCut |= !_bodyEnded;

            // A reset that overtakes the answer would be another fault, and one that nobody can mend.
            Close(reset: Socket.Out.IsDelivered && World.Chance(0.3));
        }
    }

    private void EndTunnel()
    {
        RequestPlan request = _request!;
        if (Pattern.Compare(request.Id, Pattern.Upload, _reader.Body, request.BodyBytes) is { } difference)
        {
            World.Fault($"a tunnel carried other bytes to the server: {difference}; {request}");
        }
        else if (_reader.Body.Length != request.BodyBytes && !_book.Allows(request, Pardon.Truncation))
        {
            World.Fault($"a tunnel to the server ended after {_reader.Body.Length} bytes of {request.BodyBytes}: {request}");
        }
    }
}
