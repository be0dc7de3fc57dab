namespace Engine.Http;

/// <summary>One step of decoding a chunked body.</summary>
public readonly struct ChunkStep
{
    internal ChunkStep(ChunkStepKind kind, int consumed, int dataStart = 0, int dataLength = 0, HttpFault fault = HttpFault.None)
    {
        Kind = kind;
        Consumed = consumed;
        DataStart = dataStart;
        DataLength = dataLength;
        Fault = fault;
    }

    public ChunkStepKind Kind { get; }

    /// <summary>Why, when <see cref="Kind"/> is <see cref="ChunkStepKind.Invalid"/>.</summary>
    public HttpFault Fault { get; }

    /// <summary>Bytes of the input that are dealt with, the data included. What is behind belongs to the next call.</summary>
    public int Consumed { get; }

    /// <summary>Where in the input the payload or the trailer line is.</summary>
    public int DataStart { get; }

    public int DataLength { get; }
}
