using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Config;
using Engine.Benchmarks.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Stages;
using Engine.Proxy.State;
using Engine.Stages;

namespace Engine.Benchmarks.Proxy;

/// <summary>One pick of every balancing algorithm there is: a new one is measured by being in the table of stages.</summary>
[MemoryDiagnoser]
public class ServerPick
{
    private readonly ParsedMessages _messages = new();
    private readonly EndpointAddress _client = EndpointAddress.FromIP(IPAddress.Loopback, 20000);
    private Balancer? _balancer;

    [ParamsSource(nameof(Algorithms))]
    public string Algorithm { get; set; } = "";

    [Params(3, 100, 10_000)]
    public int Servers { get; set; }

    public static IEnumerable<string> Algorithms => BuiltInStages.Catalog.Balancers.Select(row => row.Name switch
    {
        "url_param" => "url_param id",
        "hdr" => "hdr(Host)",
        "hash" => "hash path",
        _ => row.Name,
    });

    [GlobalSetup]
    public void Compile() => _balancer = Compiled.Plan(Backend(Algorithm, Servers)).Backends[0].Balancer;

    [Benchmark]
    public ServerState? Pick() => _balancer!.Pick(new PickRequest { Client = _client, Head = _messages.Request });

    /// <summary>A backend whose servers have the weights 1, 2 and 3.</summary>
    internal static string Backend(string algorithm, int servers)
    {
        var text = new StringBuilder();
        text.Append(null, $"backend web\n    mode http\n    balance {algorithm}\n");
        text.Append("    timeout connect 5s\n    timeout server 30s\n    timeout queue 5s\n");
        for (int i = 0; i < servers; i++)
        {
            text.Append(null, $"    server s{i} 127.0.0.1:{1000 + i} weight {i % 3 + 1}\n");
        }

        return text.ToString();
    }
}
