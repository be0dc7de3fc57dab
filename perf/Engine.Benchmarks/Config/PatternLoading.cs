using BenchmarkDotNet.Attributes;
using Engine.Proxy.Conditions;

namespace Engine.Benchmarks.Config;

/// <summary>The index of a list of 100,000 entries, as when a configuration names its file.</summary>
[MemoryDiagnoser]
public class PatternLoading
{
    private PatternList? _list;

    [Params("str", "beg", "end", "sub", "dom", "ip", "int")]
    public string Match { get; set; } = "";

    [GlobalSetup]
    public void Fill() => _list = new PatternList(Match, 100_000);

    [Benchmark]
    public PatternIndex Load() => _list!.Load();
}
