using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Engine.Config;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.IO.Loop;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Xunit.Sdk;

namespace Engine.Stages.Tests.Stand;

/// <summary>
/// A frontend "front" with the lines of a test and a backend "back", compiled with all stages, and one exchange that is looked at
/// without any socket. Messages and addresses are set as raw text; state (variables, maps, captures) lasts until <see cref="Next"/>
/// or for good, as in the engine.
/// </summary>
internal sealed class SampleStand : IDisposable
{
    private readonly EventLoop _loop;
    private readonly ProxyLoop _place;
    private readonly ClientConnection _client;
    private readonly ExpressionCompiler _expressions;
    private readonly DiagnosticBag _diagnostics = new();
    private Socket? _sender;
    private Socket? _receiver;

    /// <param name="lines">Lines of the frontend.</param>
    /// <param name="sections">Whole sections in front of it.</param>
    /// <param name="backend">Lines of the backend.</param>
    /// <param name="files">Side files by path.</param>
    public SampleStand(string lines = "", string sections = "", string backend = "", IReadOnlyDictionary<string, string>? files = null)
    {
        (Configuration configuration, ProxyPlan? plan) = Compile(TextOf(lines, sections, backend), files, _diagnostics);
        if (plan is null)
        {
            throw new XunitException(DiagnosticRenderer.Render(_diagnostics));
        }

        Plan = plan;
        _expressions = new ExpressionCompiler(BuiltInStages.Catalog, configuration.Expressions, plan.Names) { Proxy = configuration.Proxies.First(proxy => proxy.Name == "front") };
        _loop = new EventLoop(EventLoopParts.Real(0, configuration.Global.Tune.BufSize, 16));
        _place = new ProxyLoop(_loop, plan);
        _client = new ClientConnection(_place);
        Connect("192.0.2.1:40000", "198.51.100.1:80");
        Exchange = Begin("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
    }

    public ProxyPlan Plan { get; }

    public Exchange Exchange { get; private set; }

    public FrontendPlan Frontend => Plan.Frontends.First(frontend => frontend.Name == "front");

    /// <summary>Warnings of the compilation, and whatever later expressions brought.</summary>
    public DiagnosticBag Diagnostics => _diagnostics;

    /// <summary>Every finding about such a configuration, rendered: "" when there is none.</summary>
    public static string Diagnose(string lines, string sections = "", string backend = "", IReadOnlyDictionary<string, string>? files = null)
    {
        DiagnosticBag diagnostics = new();
        Compile(TextOf(lines, sections, backend), files, diagnostics);
        return DiagnosticRenderer.Render(diagnostics);
    }

    /// <summary>Another client: "address:port", the same of the end it connected to.</summary>
    public SampleStand Connect(string client, string local)
    {
        FrontendPlan front = Frontend;
        _client.Begin(front, front.Listeners[0], AddressOf(client));
        _client.Ends.SetLocal(AddressOf(local));
        return this;
    }

    /// <summary>Another exchange of the same client; its request head, raw.</summary>
    public SampleStand Next(string request)
    {
        Exchange = Begin(request);
        return this;
    }

    /// <summary>The response head, raw.</summary>
    public SampleStand Respond(string response)
    {
        byte[] bytes = ByteText.ToBytes(response);
        Exchange.Response.Reset();
        Verdict verdict = ResponseParser.Parse(bytes, Exchange.Response, Frontend.HeadLimits);
        if (verdict.Kind != VerdictKind.Done)
        {
            throw new XunitException($"no response head: {verdict.Kind} {verdict.Fault}");
        }

        Exchange.Response.Attach(bytes, verdict.Consumed);
        Exchange.Heads.KeepResponse();
        Exchange.Captures.TakeResponse(Frontend.Captures);
        Exchange.Backend = Plan.Backends.First(candidate => candidate.Name == "back");
        Exchange.Server = Exchange.Backend.State.Servers[0];
        return this;
    }

    /// <summary>What the client has sent and nobody has taken, for a frontend of mode tcp: more of it with every call.</summary>
    public SampleStand Receive(string bytes)
    {
        if (_sender is null)
        {
            using Socket listener = new(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            _sender = new Socket(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sender.Connect(listener.LocalEndPoint!);
            _receiver = listener.Accept();
            _receiver.Blocking = false;
            _client.Pipe.Open((int)_receiver.Handle);
        }

        _sender.Send(ByteText.ToBytes(bytes));
        int wanted = _client.Pipe.Input.Unread.Length + bytes.Length;
        while (_client.Pipe.Input.Unread.Length < wanted)
        {
            _client.Pipe.Input.TryFill(_client.Pipe.Input.Unread.Length);
            _loop.Turn(1);
        }

        _client.Pipe.Input.Consume(0);
        return this;
    }

    /// <summary>True when an expression has no final answer while more bytes may come.</summary>
    public bool MayChange(string expression, RulePoints point = RulePoints.FrontendTcpRequest)
    {
        SamplePlan plan = Require(_expressions.Sample(StatementOf(expression), 0, point));
        Sample sample = default;
        plan.TryEvaluate(new SampleContext(Exchange, point) { IsFinal = false }, ref sample);
        return sample.MayChange;
    }

    /// <summary>What an expression comes to, null for no value; the last of several values.</summary>
    /// <remarks>Variables of scope proc must be named in the configuration as well.</remarks>
    public Answer? Evaluate(string expression, RulePoints point = RulePoints.FrontendHttpRequest)
    {
        SamplePlan plan = Require(_expressions.Sample(StatementOf(expression), 0, point));
        SampleContext context = ContextOf(point);
        Sample sample = default;
        if (!plan.TryEvaluate(context, ref sample))
        {
            return null;
        }

        SampleType type = sample.Type;
        return SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch) ? new Answer(type, ByteText.FromBytes(sample.Bytes)) : new Answer(type, "");
    }

    /// <summary>The same as it is printed; null for no value.</summary>
    public string? Text(string expression, RulePoints point = RulePoints.FrontendHttpRequest) => Evaluate(expression, point)?.Text;

    /// <summary>Every value of an expression, in the order in which an ACL sees them.</summary>
    public IReadOnlyList<string> Values(string expression, RulePoints point = RulePoints.FrontendHttpRequest)
    {
        SamplePlan plan = Require(_expressions.Sample(StatementOf(expression), 0, point));
        SampleContext context = ContextOf(point);
        List<string> values = [];
        Sample sample = new() { Iterates = true };
        do
        {
            if (plan.TryNext(context, ref sample) && SampleCasts.TryCast(ref sample, SampleType.Text, context.Scratch))
            {
                values.Add(ByteText.FromBytes(sample.Bytes));
            }
        }
        while (sample.HasMore);

        return values;
    }

    /// <summary>A log-format string, rendered as a rule's argument or as a log line.</summary>
    public string Format(string format, RulePoints point = RulePoints.FrontendHttpRequest, FormatUse use = FormatUse.Text)
    {
        LogFormatPlan plan = Require(_expressions.Format(StatementOf(format), 0, point, use));
        return ByteText.FromBytes(plan.Render(ContextOf(point)));
    }

    /// <summary>The <c>http-request</c> rules of the frontend.</summary>
    public RuleVerdict RunRequestRules() => Run(Frontend.Rules.HttpRequest, RulePoints.FrontendHttpRequest);

    /// <summary>The <c>http-response</c> rules of the frontend.</summary>
    public RuleVerdict RunResponseRules() => Run(Frontend.Rules.HttpResponse, RulePoints.HttpResponse);

    /// <summary>True when a rule of the frontend answers the request.</summary>
    public bool Denies() => RunRequestRules().Kind == RuleVerdictKind.Reply;

    /// <summary>Whether a request meets a condition, in a frontend with these lines.</summary>
    public static bool Holds(string condition, string request, string lines = "", IReadOnlyDictionary<string, string>? files = null)
    {
        using SampleStand stand = new($"{lines}\nhttp-request deny if {condition}", files: files);
        return stand.Next(request).Denies();
    }

    public SampleContext ContextOf(RulePoints point)
    {
        _place.Scratch.Clear();
        return new SampleContext(Exchange, point) { IsFinal = true };
    }

    public void Dispose()
    {
        _sender?.Dispose();
        _receiver?.Dispose();
        _loop.Dispose();
    }

    private static (Configuration Configuration, ProxyPlan? Plan) Compile(string text, IReadOnlyDictionary<string, string>? files, DiagnosticBag diagnostics)
    {
        StageCatalog stages = BuiltInStages.Catalog;
        Dictionary<string, byte[]> contents = (files ?? new Dictionary<string, string>()).ToDictionary(file => file.Key, file => ByteText.ToBytes(file.Value));
        ConfigReader reader = new(stages.ToVocabulary(), diagnostics) { Files = SideFiles.InMemory(contents) };
        Configuration configuration = reader.ReadText("test.cfg", text);
        return (configuration, diagnostics.Errors == 0 ? PlanCompiler.Compile(configuration, stages, diagnostics) : null);
    }

    private static string TextOf(string lines, string sections, string backend) => $"""
        {sections}
        defaults
            mode http
            timeout connect 1s
            timeout client 1s
            timeout server 1s
        backend back
            {backend}
            server one 192.0.2.10:80
        frontend front
            bind 127.0.0.1:1
            default_backend back
            {lines}

        """;

    private static Statement StatementOf(string word) => new("expression", 1, word, [new Word(word, 1, word.Length)]);

    private static EndpointAddress AddressOf(string text)
    {
        IPEndPoint endpoint = IPEndPoint.Parse(text);
        return EndpointAddress.FromIP(endpoint.Address, endpoint.Port);
    }

    private Exchange Begin(string request)
    {
        Exchange exchange = new(_place);
        exchange.Begin(_client);
        byte[] bytes = ByteText.ToBytes(request);
        Verdict verdict = RequestParser.Parse(bytes, exchange.Request, Frontend.HeadLimits);
        if (verdict.Kind != VerdictKind.Done)
        {
            throw new XunitException($"no request head: {verdict.Kind} {verdict.Fault}");
        }

        exchange.Heads.CopyRequest(bytes.AsSpan(0, verdict.Consumed));
        exchange.Times.HeadMs = _loop.Clock.NowMs;
        exchange.Record.KeepLine();
        exchange.Captures.TakeRequest(Frontend.Captures);
        exchange.RequestBody = Framing.OfRequest(exchange.Request, false);
        return exchange;
    }

    private RuleVerdict Run(RulePlan[] rules, RulePoints point)
    {
        int position = 0;
        return RuleRunner.Run(rules, ContextOf(point), ref position);
    }

    private T Require<T>(T? plan)
        where T : class => plan ?? throw new XunitException(DiagnosticRenderer.Render(_diagnostics));
}
