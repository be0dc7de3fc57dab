using System;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Clients;

/// <summary>
/// Reads what comes back to one client and judges it: every answer belongs to its request, whole and unchanged, or is an error
/// page or a close that something excuses.
/// </summary>
internal sealed class AnswerReader
{
    private readonly SimWorld _world;
    private readonly ClientPlan _plan;
    private readonly RequestBook _book;
    private readonly MessageReader _reader = new();
    private MessageHead? _head;
    private BodyShape _shape;
    private bool _abandoned;

    public AnswerReader(SimWorld world, ClientPlan plan, RequestBook book)
    {
        _world = world;
        _plan = plan;
        _book = book;
        IsTunnel = plan.Requests.Count > 0 && plan.Requests[0].Method == "TCP";
        if (IsTunnel)
        {
            Final = 1;
            _reader.BeginBody(BodyShape.UntilClose, 0);
        }
    }

    /// <summary>Final answers that have come in full (for a tunnel: the head that opened it).</summary>
    public int Final { get; private set; }

    /// <summary>100 (Continue) or final answers: leave to send a body.</summary>
    public int Continues { get; private set; }

    public bool CloseAnnounced { get; private set; }

    public bool IsTunnel { get; private set; }

    /// <summary>True exactly when no answer is half read.</summary>
    public bool IsBetween => _head is null;

    /// <summary>The client leaves: whatever is outstanding will not be known.</summary>
    public void Abandon()
    {
        _abandoned = true;
        foreach (RequestPlan request in _plan.Requests)
        {
            request.IsSettled = true;
        }
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _reader.Feed(bytes);
        try
        {
            Read();
        }
        catch (FormatException fault)
        {
            _world.Fault($"a client received what is not HTTP: {fault.Message}; plan: {_plan}");
            Abandon();
        }
    }

    /// <summary>The connection has ended.</summary>
    public void End(int errno)
    {
        if (_abandoned)
        {
            return;
        }

        if (IsTunnel)
        {
            EndTunnel(errno);
            return;
        }

        if (_head is not null)
        {
            EndWithinBody(errno);
        }
        else if (_reader.Rest > 0 && Final < _plan.Requests.Count)
        {
            _book.Settle(_plan.Requests[Final], Pardon.Truncation, $"the head of an answer broke off: '{_reader.RestText}'");
            Final++;
            CloseAnnounced = true;
        }

        bool silenceIsDue = CloseAnnounced || (Final > 0 && _plan.Requests[Final - 1].IsCut);
        for (int i = Final; i < _plan.Requests.Count && _plan.Fault == ClientFault.None; i++)
        {
            RequestPlan request = _plan.Requests[i];
            if (silenceIsDue)
            {
                // The client asks again elsewhere, so nobody may have been asked yet.
                if (request.Seen > 0)
                {
                    _world.Fault($"a request behind the last answer of its connection went on to a server: {request}");
                }

                continue;
            }

            // A reset that breaks an answer off may take the beginning with it.
            Pardon end = errno != 0 && _book.Allows(request, Pardon.Truncation) ? Pardon.Truncation : Pardon.Silence;
            _book.Settle(request, end, $"the connection was closed without an answer (error {errno})");

            silenceIsDue = true;
        }
    }

    private void Read()
    {
        while (!_abandoned)
        {
            if (IsTunnel)
            {
                _reader.ReadBody();
                return;
            }

            if (_head is null)
            {
                if (_reader.TryReadHead() is not { } head)
                {
                    return;
                }

                if (!TakeHead(head))
                {
                    continue;
                }
            }

            if (IsTunnel)
            {
                continue;
            }

            if (!_reader.ReadBody())
            {
                return;
            }

            Finish();
        }
    }

    /// <summary>False for an interim answer.</summary>
    private bool TakeHead(MessageHead head)
    {
        int status = int.Parse(head.StartLine.AsSpan(9, 3));
        RequestPlan? request = Final < _plan.Requests.Count ? _plan.Requests[Final] : null;
        if (status < 200 && status != 101)
        {
            if (request is null or { IsOldVersion: true })
            {
                _world.Fault($"{status} to a client that did not ask or does not know it: {request}");
            }

            Continues += status == 100 ? 1 : 0;
            return false;
        }

        if (request is null && _plan.Fault is not (ClientFault.Garbage or ClientFault.Mute))
        {
            _world.Fault($"an answer that nobody asked for: {head.StartLine}, X-Id {head.Id}; plan: {_plan}");
            Abandon();
            return false;
        }

        _head = head;
        Continues++;
        bool switches = status == 101 || (request?.Method == "CONNECT" && status / 100 == 2);
        CloseAnnounced |= head.Has("Connection", "close")
            || (request is { IsOldVersion: true } or null && !head.Has("Connection", "keep-alive"));
        bool bare = request?.Method == "HEAD" || switches || status is 204 or 304;
        _shape = bare ? BodyShape.None : head.Shape == BodyShape.None ? BodyShape.UntilClose : head.Shape;
        CloseAnnounced |= _shape == BodyShape.UntilClose;
        if (request is { IsOldVersion: true } && _shape == BodyShape.Chunked)
        {
            _world.Fault($"chunks for an HTTP/1.0 client: {request}");
        }

        _reader.BeginBody(switches ? BodyShape.UntilClose : _shape, head.Length);
        if (switches)
        {
            IsTunnel = true;
            JudgeHead(request!, head, status);
            _head = null;
            Final++;
        }

        return true;
    }

    private void Finish()
    {
        MessageHead head = _head!;
        _head = null;
        RequestPlan? request = Final < _plan.Requests.Count ? _plan.Requests[Final] : null;
        Final++;
        int status = int.Parse(head.StartLine.AsSpan(9, 3));
        if (request is null)
        {
            if (status < 400 || head.Id != 0)
            {
                _world.Fault($"an answer to garbage: {head.StartLine}, X-Id {head.Id}");
            }

            return;
        }

        if (head.Id == 0)
        {
            _book.Settle(request, PardonOf(status), $"the proxy answered {status} by itself");
            return;
        }

        JudgeHead(request, head, status);
        JudgeBody(request, isWhole: true);
        _book.SettleAnswered(request);
    }

    private void JudgeHead(RequestPlan request, MessageHead head, int status)
    {
        if (head.Id != request.Id || status != request.Response.Status)
        {
            _world.Fault($"the answer is not the request's own: {status} for #{head.Id}; expected {request}");
        }

        if (request.Method == "HEAD" && request.Response.Body == BodyShape.Length && head.Length != request.Response.BodyBytes)
        {
            _world.Fault($"HEAD tells {head.Length} bytes: {request}");
        }
    }

    private void JudgeBody(RequestPlan request, bool isWhole)
    {
        int bytes = _shape == BodyShape.None ? 0 : request.Response.BodyBytes;
        if (Pattern.Compare(request.Id, Pattern.Download, _reader.Body, bytes) is { } difference)
        {
            _world.Fault($"the body of an answer is not the server's: {difference}; {request}");
        }
        else if (isWhole && _reader.Body.Length != bytes)
        {
            _world.Fault($"an answer ended well, but with {_reader.Body.Length} bytes of {bytes}: {request}");
        }

        string? trailer = isWhole && _shape == BodyShape.Chunked && request.Response.HasTrailer ? MessageText.Trailer(request.Id) : null;
        if (isWhole && string.Join('|', _reader.Trailers) != (trailer ?? ""))
        {
            _world.Fault($"trailers are '{string.Join('|', _reader.Trailers)}': {request}");
        }
    }

    private void EndWithinBody(int errno)
    {
        RequestPlan? request = Final < _plan.Requests.Count ? _plan.Requests[Final] : null;
        Final++;
        if (request is null)
        {
            return;
        }

        int expected = _head!.Id == 0 ? 0 : request.Response.BodyBytes;
        bool whole = _shape == BodyShape.UntilClose && errno == 0 && _head.Id != 0 && _reader.Body.Length == expected;
        if (_head.Id != 0)
        {
            JudgeHead(request, _head, int.Parse(_head.StartLine.AsSpan(9, 3)));
            JudgeBody(request, whole);
        }

        if (whole)
        {
            _book.SettleAnswered(request);
        }
        else
        {
            _book.Settle(request, Pardon.Truncation, $"the answer broke off after {_reader.Body.Length} of {expected} bytes (error {errno})");
        }

        CloseAnnounced = true;
    }

    private void EndTunnel(int errno)
    {
        RequestPlan request = _plan.Requests[^1];
        if (Pattern.Compare(request.Id, Pattern.Download, _reader.Body, request.Response.BodyBytes) is { } difference)
        {
            _world.Fault($"a tunnel carried other bytes to the client: {difference}; {request}");
        }

        if (errno == 0 && _reader.Body.Length == request.Response.BodyBytes)
        {
            _book.SettleAnswered(request);
        }
        else
        {
            // A session that never reached a server was refused as a whole; without HTTP there is no 503 to say why.
            Pardon end = request.Seen > 0 ? Pardon.Truncation : _book.Allows(request, Pardon.Unavailable) ? Pardon.Unavailable : Pardon.Silence;
            _book.Settle(request, end, $"a tunnel to the client ended after {_reader.Body.Length} bytes (error {errno})");
        }
    }

    private static Pardon PardonOf(int status) => status switch
    {
        502 => Pardon.BadGateway,
        503 => Pardon.Unavailable,
        504 => Pardon.GatewayTimeout,
        >= 400 and < 500 => Pardon.ClientError,
        _ => Pardon.Anything,
    };
}
