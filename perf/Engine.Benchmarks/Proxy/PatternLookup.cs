using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Config;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Benchmarks.Proxy;

/// <summary>A look-up in the list of an ACL or map, in every way of matching that keeps an index: it must not grow with the list.</summary>
[MemoryDiagnoser]
public class PatternLookup
{
    private readonly Scratch _scratch = new();
    private PatternList? _list;
    private PatternIndex? _index;
    private int _next;

    [Params("str", "beg", "end", "sub", "dom", "ip", "int")]
    public string Match { get; set; } = "";

    [Params(1000, 100_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _list = new PatternList(Match, Entries);
        _index = _list.Load();
    }

    /// <summary>Every key in turn, in an order that no cache foresees.</summary>
    [Benchmark]
    public PatternEntry? Find()
    {
        _next = (_next + 7919) % Entries;
        _scratch.Clear();
        Sample sample = default;
        sample.SetText(_list!.TextOf(_next));
        SampleCasts.TryCast(ref sample, _index!.Wants, _scratch);
        return _index.Find(sample);
    }
}
