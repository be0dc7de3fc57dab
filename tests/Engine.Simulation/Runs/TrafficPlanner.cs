using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Simulation.Clients;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Runs;

/// <summary>Makes up clients and their requests, and says beforehand what may become of each.</summary>
internal sealed class TrafficPlanner(SimWorld world, Weather weather, Topology topology, RequestBook book)
{
    private int _id = 100;

    /// <summary>Clients of the HTTP frontend and of the TCP one.</summary>
    public (List<ClientPlan> Http, List<ClientPlan> Tcp) Plan()
    {
        var http = new List<ClientPlan>();
        var tcp = new List<ClientPlan>();
        int count = world.Between(2, 12);
        for (int i = 0; i < count; i++)
        {
            if (world.Chance(0.12))
            {
                tcp.Add(Client([Tunnel("TCP")]));
            }
            else if (world.Chance(0.1))
            {
                http.Add(Client([Tunnel(world.OneOf<string>("GET", "CONNECT"))]));
            }
            else
            {
                http.Add(Client(Requests(world.Between(1, 5))));
            }
        }

        return (http, tcp);
    }

    private ClientPlan Client(List<RequestPlan> requests)
    {
        bool slow = world.Chance(0.25);
        ClientFault fault = world.Chance(weather.BadClient)
            ? world.OneOf(ClientFault.Mute, ClientFault.Stall, ClientFault.Close, ClientFault.Reset, ClientFault.HalfClose, ClientFault.Deaf, ClientFault.Garbage, ClientFault.BadChunk)
            : ClientFault.None;
        bool tunnel = requests[0].IsTunnel;
        fault = tunnel && fault is ClientFault.Garbage or ClientFault.HalfClose or ClientFault.BadChunk ? ClientFault.Stall : fault;

        // Who asks for the connection to be closed sends nothing behind it (RFC 9112 section 9.6).
        bool mayNotSendOn = requests.FindIndex(request => request.WantsClose) is int first and >= 0 && first < requests.Count - 1;

        // An old client can be told of chunks that break off by a reset only, which may destroy the answers before it.
        mayNotSendOn |= requests.Exists(request => request is { IsOldVersion: true, Response: { Body: BodyShape.Chunked, Fault: not ServerFault.None } });
        requests = fault is ClientFault.Mute or ClientFault.Garbage ? [] : requests;
        foreach (RequestPlan request in requests)
        {
            request.Pardon |= fault switch
            {
                ClientFault.None => Pardon.None,
                ClientFault.HalfClose => Pardon.ClientError | Pardon.Silence | Pardon.Upload,
                _ => Pardon.Anything,
            };
            book.Add(request);
        }

        return new ClientPlan
        {
            Requests = requests,
            StartMs = world.Between(0, 1500),
            IsPipelined = !tunnel && !mayNotSendOn && (fault == ClientFault.HalfClose || world.Chance(0.3)),
            PiecesMax = world.OneOf(1, 1, 2, 5, 200),
            PauseMsMax = world.OneOf(0, 1, 3),
            ThinkMs = world.Between(0, topology.PatienceMs),
            ReadBytesMax = slow ? world.OneOf(500, 3000, 20_000) : int.MaxValue,
            RestMs = slow ? world.Between(1, topology.PatienceMs / 10) : 0,
            Fault = fault,
            FaultMs = world.Between(1, 800),
            WaitsForClose = world.Chance(0.3),
        };
    }

    private List<RequestPlan> Requests(int count)
    {
        var requests = new List<RequestPlan>();
        bool old = world.Chance(0.12);
        for (int i = 0; i < count; i++)
        {
            bool last = i == count - 1;
            requests.Add(Request(old, closes: last ? world.Chance(0.2) : world.Chance(0.03)));
        }

        return requests;
    }

    private RequestPlan Request(bool old, bool closes)
    {
        string method = world.OneOf<string>("GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS");
        BodyShape body = method switch
        {
            "POST" => old ? BodyShape.Length : world.OneOf(BodyShape.Length, BodyShape.Chunked),
            "PUT" => old ? BodyShape.Length : world.OneOf(BodyShape.Length, BodyShape.Length, BodyShape.Chunked),
            _ => BodyShape.None,
        };
        int bytes = body == BodyShape.None ? 0 : Size();
        ResponsePlan response = Response(method, old, body);
        return new RequestPlan
        {
            Id = _id++,
            Method = method,
            IsOldVersion = old,
            WantsClose = closes,
            Body = body,
            BodyBytes = bytes,
            HasTrailer = body == BodyShape.Chunked && world.Chance(0.3),
            Expects = !old && bytes > 0 && world.Chance(0.2),
            Response = response,
            Pardon = PardonFor(response),
        };
    }

    private ResponsePlan Response(string method, bool old, BodyShape upload)
    {
        int status = world.OneOf(200, 200, 200, 200, 404, 401, 500, 204, 304);
        BodyShape shape = status is 204 or 304 ? BodyShape.None
            : world.OneOf(BodyShape.Length, BodyShape.Length, BodyShape.Chunked, BodyShape.UntilClose);
        bool oldAnswer = shape != BodyShape.Chunked && world.Chance(0.08);
        ServerFault fault = world.Chance(weather.BadServer)
            ? world.OneOf(
                ServerFault.CloseBeforeHead, ServerFault.ResetBeforeHead, ServerFault.CloseInHead, ServerFault.Garbage, ServerFault.CloseInBody,
                ServerFault.ResetInBody, ServerFault.BadChunk, ServerFault.Silent, ServerFault.Stall, ServerFault.Stray)
            : ServerFault.None;
        int bytes = shape == BodyShape.None ? 0 : Size();

        // What is whole with its head cannot break off behind it.
        bool framed = method != "HEAD" && (shape == BodyShape.Chunked || (shape == BodyShape.Length && bytes > 0));
        fault = fault switch
        {
            ServerFault.BadChunk when !(framed && shape == BodyShape.Chunked) => ServerFault.Garbage,
            ServerFault.CloseInBody or ServerFault.ResetInBody or ServerFault.Stall or ServerFault.Stray when !framed => ServerFault.CloseBeforeHead,
            _ => fault,
        };

        // A server that answers early and closes on what it did not read would destroy its own answer: it stays and reads on.
        bool early = upload != BodyShape.None && shape != BodyShape.UntilClose && world.Chance(0.1);
        return new ResponsePlan
        {
            Status = status,
            Body = shape,
            BodyBytes = bytes,
            HasTrailer = shape == BodyShape.Chunked && !old && world.Chance(0.3),
            IsOldVersion = oldAnswer,
            Closes = !early && (shape == BodyShape.UntilClose || world.Chance(0.15)),
            IsEarly = early,
            Interims = world.Chance(0.1) ? world.Between(1, 2) : 0,
            DelayMs = world.OneOf(0, 0, 1, 10, topology.PatienceMs),
            Fault = fault,
            Heals = world.Chance(0.5),
        };
    }

    private RequestPlan Tunnel(string method)
    {
        bool accepted = method == "TCP" || world.Chance(0.8);
        ResponsePlan response = new()
        {
            Status = !accepted ? (method == "GET" ? 200 : 403) : method == "CONNECT" ? 200 : 101,
            Body = accepted ? BodyShape.None : BodyShape.Length,
            BodyBytes = Size(),
            DelayMs = world.OneOf(0, 0, 10),
        };
        return new RequestPlan
        {
            Id = _id++,
            Method = method,
            IsTunnel = true,
            BodyBytes = Size(),
            Response = response,
            Pardon = PardonFor(response),
        };
    }

    /// <summary>Mostly small; some beyond every buffer, and beyond the point where bodies are spliced.</summary>
    private int Size() => world.Between(0, 9) switch
    {
        0 => 0,
        1 => 1,
        < 7 => world.Between(2, 3000),
        < 9 => world.Between(3000, 60_000),
        _ => world.Between(60_000, 300_000),
    };

    private static Pardon PardonFor(ResponsePlan response) => response.Fault switch
    {
        ServerFault.None => Pardon.None,
        ServerFault.CloseBeforeHead or ServerFault.ResetBeforeHead or ServerFault.CloseInHead or ServerFault.Garbage => Pardon.BadGateway | Pardon.Upload,
        ServerFault.Silent => Pardon.GatewayTimeout | Pardon.Upload,
        ServerFault.Stray => Pardon.None,
        _ => Pardon.Truncation | Pardon.BadGateway | Pardon.Upload,
    };
}
