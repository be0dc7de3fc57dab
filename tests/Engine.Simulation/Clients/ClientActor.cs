using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Simulation.Network;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Clients;

/// <summary>A client at work: sends its requests and holds every answer against its plan.</summary>
internal sealed class ClientActor : Actor
{
    private readonly ClientPlan _plan;
    private readonly AnswerReader _answers;
    private readonly Action<ClientPlan> _connectAgain;
    private bool _hasEnded;

    /// <param name="connectAgain">Opens another connection for requests that the proxy closed this one before.</param>
    public ClientActor(SimWorld world, SimSocket socket, ClientPlan plan, RequestBook book, Action<ClientPlan> connectAgain)
        : base(world, socket)
    {
        _plan = plan;
        _connectAgain = connectAgain;
        _answers = new AnswerReader(world, plan, book);
        ReadBytesMax = plan.ReadBytesMax;
        RestMs = plan.RestMs;
        WriteScript();
        if (plan.Fault != ClientFault.None)
        {
            world.After(plan.FaultMs, Misbehave);
        }

        Pump();
    }

    protected override void OnBytes(ReadOnlySpan<byte> bytes)
    {
        int before = _answers.Final;
        _answers.Feed(bytes);
        if (_answers.Final != before)
        {
            World.Note($"{Socket.Name} has {_answers.Final} answers{(_answers.CloseAnnounced ? ", close announced" : "")}");
        }

        if (_answers.CloseAnnounced && _answers.IsBetween && HasSteps)
        {
            // Whoever was told that the connection closes sends no more (RFC 9112 section 9.6).
            DropSteps();
            Leave();
        }
    }

    protected override void OnEnd(int errno)
    {
        _answers.End(errno);
        _hasEnded = true;
        GoOnElsewhere();
        if (!_answers.IsTunnel || SendFailed || errno != 0 || !HasSteps)
        {
            Close(reset: false);
        }
    }

    private void WriteScript()
    {
        switch (_plan.Fault)
        {
            case ClientFault.Mute:
                return;
            case ClientFault.Garbage:
                Send(MessageText.Garbage(World));
                return;
        }

        for (int i = 0; i < _plan.Requests.Count; i++)
        {
            WriteRequest(_plan.Requests[i]);
            int answers = i + 1;
            if (!_plan.IsPipelined)
            {
                WaitFor(() => _answers.Final >= answers);
                Pause(_plan.ThinkMs);
            }
        }

        if (_plan.Fault == ClientFault.HalfClose)
        {
            Then(Socket.ShutdownSend);
        }

        RequestPlan last = _plan.Requests[^1];
        WaitFor(() => _answers.Final >= _plan.Requests.Count);
        Then(() =>
        {
            if (!_answers.IsTunnel)
            {
                Leave();
            }
            else if (last.Method != "TCP")
            {
                WriteTunnelBody(last);
            }
        });
    }

    private void WriteRequest(RequestPlan request)
    {
        if (request.Method == "TCP")
        {
            Send(System.Text.Encoding.Latin1.GetBytes($"{request.Id:d8}"));
            WriteTunnelBody(request);
            return;
        }

        SendCut(MessageText.RequestHead(request), _plan.PiecesMax, _plan.PauseMsMax);
        if (request.IsTunnel)
        {
            return;
        }

        if (request.Expects)
        {
            int before = _answers.Continues;
            WaitFor(() => _answers.Continues > before, 500);
        }

        byte[] payload = Pattern.Of(request.Id, Pattern.Upload, request.BodyBytes);
        byte[] body = MessageText.Body(World, request.Body, payload, request.HasTrailer ? MessageText.Trailer(request.Id) : null);
        if (_plan.Fault == ClientFault.BadChunk && request.Body == BodyShape.Chunked && body.Length > 40)
        {
            "zz\r\n"u8.CopyTo(body.AsSpan(0));
        }

        SendCut(body, body.Length > 20_000 ? Math.Min(_plan.PiecesMax, 6) : _plan.PiecesMax, _plan.PauseMsMax);
    }

    private void WriteTunnelBody(RequestPlan request)
    {
        SendCut(Pattern.Of(request.Id, Pattern.Upload, request.BodyBytes), Math.Min(_plan.PiecesMax, 20), _plan.PauseMsMax);
        Then(Socket.ShutdownSend);
        WaitFor(() => _hasEnded);
        Then(() => Close(reset: false));
    }

    private void Leave()
    {
        if (!_plan.WaitsForClose)
        {
            Then(() =>
            {
                Close(reset: false);
                GoOnElsewhere();
            });
        }
    }

    /// <summary>What was not asked, or was sent behind an announced close and so went nowhere, is asked on another connection (RFC 9112 section 9.3.2).</summary>
    private void GoOnElsewhere()
    {
        List<RequestPlan> rest = [.. _plan.Requests.Skip(_answers.Final).Where(request => !request.IsSettled)];
        if (_plan.Fault == ClientFault.None && rest.Count > 0)
        {
            _connectAgain(_plan with { Requests = rest, StartMs = World.Between(0, 20) });
        }
    }

    private void Misbehave()
    {
        if (IsOver)
        {
            return;
        }

        World.Note($"{Socket.Name} misbehaves: {_plan.Fault}");
        switch (_plan.Fault)
        {
            case ClientFault.Stall:
                DropSteps();
                if (_hasEnded)
                {
                    Close(reset: false);
                }

                break;
            case ClientFault.Deaf:
                IsDeaf = true;
                World.After(60_000, () => Close(reset: true));
                break;
            case ClientFault.Close or ClientFault.Reset:
                _answers.Abandon();
                Close(_plan.Fault == ClientFault.Reset);
                break;
        }
    }
}
