using System.Text;
using BenchmarkDotNet.Attributes;
using Engine.Config.Model;
using Engine.Proxy.Plan;

namespace Engine.Benchmarks.Config;

/// <summary>A file of 10,000 servers in 100 backends, some 600 KB: what a reload reads before it serves.</summary>
[MemoryDiagnoser]
public class ConfigParsing
{
    private const int Backends = 100;
    private const int ServersPerBackend = 100;

    private string _text = "";

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder();
        text.Append("defaults\n    mode http\n    timeout client 30s\n    timeout connect 5s\n    timeout server 30s\n");
        text.Append("frontend web\n    bind 127.0.0.1:8080\n    default_backend b0\n");
        for (int backend = 0; backend < Backends; backend++)
        {
            text.Append(null, $"backend b{backend}\n    balance roundrobin\n    retries 2\n");
            for (int server = 0; server < ServersPerBackend; server++)
            {
                text.Append(null, $"    server s{server} 10.{backend}.{server / 250}.{server % 250 + 1}:8080 weight {server % 3 + 1} maxconn 200\n");
            }
        }

        _text = text.ToString();
    }

    [Benchmark(Baseline = true)]
    public Configuration Read() => Compiled.Read(_text);

    [Benchmark]
    public ProxyPlan ReadAndCompile() => Compiled.Plan(_text);
}
