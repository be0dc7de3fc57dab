namespace Engine.Config.Model;

/// <summary>How idle TCP connections of one side are probed; 0 = as the kernel does unless told otherwise.</summary>
public sealed record KeepAliveConfig
{
    public int Count { get; init; }
    public int IdleS { get; init; }
    public int IntervalS { get; init; }
}
