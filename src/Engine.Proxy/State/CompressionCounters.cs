namespace Engine.Proxy.State;

/// <summary>What compression did for one frontend or backend since the start.</summary>
public sealed class CompressionCounters
{
    /// <summary>Bytes that went into an encoder (comp_in).</summary>
    public LoopSumShared BytesIn { get; } = new();

    /// <summary>Bytes that came out (comp_out).</summary>
    public LoopSumShared BytesOut { get; } = new();

    /// <summary>Bytes that passed uncompressed because limits were exceeded (comp_byp).</summary>
    public LoopSumShared BytesBypassed { get; } = new();

    /// <summary>Responses that were compressed (comp_rsp).</summary>
    public LoopSumShared Responses { get; } = new();

    internal void Prepare(int loops)
    {
        BytesIn.Prepare(loops);
        BytesOut.Prepare(loops);
        BytesBypassed.Prepare(loops);
        Responses.Prepare(loops);
    }
}
