using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.State;

namespace Engine.Proxy.Tracing;

/// <summary>
/// One request, received and routed by the parts that serve, up to the head that would be written: no connection is made, nothing is
/// sent, nothing listens. The plan becomes the trace's own and must not be served afterwards.
/// </summary>
public sealed class RequestTrace
{
    /// <summary>So often one request may be made to wait: a pause and an inspection in each section, and room to spare.</summary>
    private const int WaitsMax = 64;

    private readonly TraceRequest _request;
    private readonly ProxyLoop _place;
    private readonly TraceReport _report = new();
    private readonly HashSet<RuleAction> _applied = [];
    private readonly ClientConnection _client;
    private readonly Exchange _exchange;
    private readonly TracedRouter _router;

    private RequestTrace(ProxyPlan plan, ProxyLoop place, TraceRequest request)
    {
        _request = request;
        _place = place;
        foreach (FrontendPlan frontend in plan.Frontends)
        {
            Install(frontend.Rules);
        }

        foreach (BackendPlan backend in plan.Backends)
        {
            Install(backend.Rules);
        }

        _client = new ClientConnection(place);
        _exchange = new Exchange(place);
        _router = new TracedRouter(_exchange, _report, _applied);
    }

    /// <summary>Traces one request through a plan that was just compiled.</summary>
    public static TraceReport Run(ProxyPlan plan, TraceRequest request)
    {
        using ProxyEngine engine = new(plan, 1);
        RequestTrace trace = new(plan, engine.Loops[0], request);
        trace.Run();
        trace._client.Pipe.Close(reset: false);
        return trace._report;
    }

    private void Run()
    {
        _client.Begin(_request.Frontend, _request.Listener, _request.Source);
        _client.Ends.SetLocal(_request.Destination);
        _client.IsTls = _request.IsTls;
        if (_client.Pipe.Open(_request.Descriptor) != 0)
        {
            _report.Reason = "the request cannot be read";
            return;
        }

        // No check may leave while the loop looks once at the one socket it has.
        _place.Checks.Stop();
        _place.Loop.Turn(0);
        RulesetPlans rules = _request.Frontend.Rules;
        if (!Admits(rules.TcpRequestConnection, Samples.RulePoints.TcpConnection, "tcp-request connection") || !Admits(rules.TcpRequestSession, Samples.RulePoints.TcpSession, "tcp-request session"))
        {
            _report.Reason = "the connection is refused by a rule";
            return;
        }

        _exchange.Begin(_client);
        bool isHttp = _request.Frontend.Mode == ProxyMode.Http;
        Step step = isHttp ? new RequestReceiver(_exchange).TryReceive() : Step.Done;
        if (step == Step.Wait)
        {
            _report.Reason = "the head of the request is not complete";
            return;
        }

        step = step == Step.Done ? Route() : step;
        _report.Backend = _exchange.Backend?.Name;
        if (step == Step.Done)
        {
            Pick(isHttp);
        }

        if (_exchange.Cause is { } cause)
        {
            _report.Reason = cause.Reason;
            Answer(_router.Reply ?? _exchange.Replies.ToCause());
        }
    }

    private bool Admits(RulePlan[] rules, Samples.RulePoints point, string keyword)
    {
        bool admits = ConnectionRules.Admit(_place, _client, rules, point);
        int end = rules.Length;
        for (int i = 0; !admits && i < rules.Length; i++)
        {
            end = _applied.Contains(rules[i].Action) ? i : end;
        }

        _router.Tell(keyword + " of frontend " + _request.Frontend.Name, rules, end);
        return admits;
    }

    /// <summary>Where a rule waits, the time is taken for over at once.</summary>
    private Step Route()
    {
        Step step;
        int waits = 0;
        while ((step = _router.TryRoute()) == Step.Wait && waits++ < WaitsMax)
        {
            _report.Add(new TraceStep(TraceKind.Decision, "a rule waits here; the trace goes on as if its time were over"));
            _exchange.RuleWait.PassTime(_router.Wait.WaitMs);
        }

        if (step == Step.Done && _report.Steps.Count == 0)
        {
            _report.Add(new TraceStep(TraceKind.Decision, "backend " + _exchange.Backend!.Name + ": the only one"));
        }

        return step;
    }

    private void Pick(bool isHttp)
    {
        BackendPlan backend = _exchange.Backend!;
        ServerChoice choice = new(_exchange);
        if (!choice.TryPick() || choice.Server is not { } server)
        {
            _exchange.Terminate(Termination.NoServer);
            return;
        }

        _report.Server = server.Plan.IsNameless ? "<NOSRV>" : server.Name;
        _report.ServerAddress = server.FollowsClient ? null : server.Endpoint.ToString();
        _report.Add(new TraceStep(TraceKind.Decision, "server " + _report.Server + ": " + ReasonFor(choice, backend)));
        if (isHttp)
        {
            byte[] head = new byte[_exchange.Place.Loop.Buffers.BufferBytes];
            int written = _exchange.Sender.WriteHead(head);
            if (written < 0)
            {
                _exchange.Terminate(Termination.HeadOverflow);
            }
            else
            {
                _report.Head = head.AsSpan(0, written).ToArray();
            }
        }

        choice.Release();
    }

    private static string ReasonFor(ServerChoice choice, BackendPlan backend)
    {
        if (choice.IsDirect)
        {
            return "by a use-server rule, a cookie or a stick table";
        }

        if (backend.Dispatch is not null)
        {
            return "by 'dispatch' or 'transparent', as nothing leads to a server";
        }

        int usable = backend.State.Usable.Count;
        return usable == 1 ? "the only one that is usable" : "by balance " + backend.Algorithm + ", as the first request to arrive; " + usable + " servers are usable";
    }

    private void Answer(Reply? reply)
    {
        if (reply is not null)
        {
            _report.Status = reply.Status;
            _report.Answer = reply.Head.ToArray();
        }
    }

    private void Install(RulesetPlans rules)
    {
        foreach (RulePlan[] list in (RulePlan[][])[rules.TcpRequestConnection, rules.TcpRequestSession, rules.TcpRequestContent, rules.HttpRequest, rules.Redirect, rules.Page])
        {
            TracedAction.Install(list, _applied);
        }
    }
}
