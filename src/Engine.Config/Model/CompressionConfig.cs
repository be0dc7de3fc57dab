using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>The <c>compression</c> lines of one section, those of its defaults before them. Several lines of a kind add up.</summary>
public sealed class CompressionConfig
{
    /// <summary><c>algo</c> and <c>algo-res</c>, in order.</summary>
    public List<CompressionAlgorithmConfig> ResponseAlgorithms { get; private init; } = [];

    /// <summary><c>algo-req</c>.</summary>
    public CompressionAlgorithmConfig? RequestAlgorithm { get; internal set; }

    /// <summary><c>type</c> and <c>type-res</c>; empty = every type.</summary>
    public List<string> ResponseTypes { get; private init; } = [];

    /// <summary><c>type-req</c>; empty = every type.</summary>
    public List<string> RequestTypes { get; private init; } = [];

    /// <summary><c>minsize-res</c>, bytes.</summary>
    public int ResponseBytesMin { get; internal set; }

    /// <summary><c>minsize-req</c>, bytes.</summary>
    public int RequestBytesMin { get; internal set; }

    /// <summary><c>offload</c>: servers do not learn what the client accepts.</summary>
    public bool Offloads { get; internal set; }

    public CompressionDirection Direction { get; internal set; }

    internal CompressionConfig Copy() => new()
    {
        ResponseAlgorithms = [.. ResponseAlgorithms],
        RequestAlgorithm = RequestAlgorithm,
        ResponseTypes = [.. ResponseTypes],
        RequestTypes = [.. RequestTypes],
        ResponseBytesMin = ResponseBytesMin,
        RequestBytesMin = RequestBytesMin,
        Direction = Direction,
    };
}

/// <summary>A name behind <c>compression algo</c>.</summary>
/// <param name="Word">Index of the name in the line.</param>
public sealed record CompressionAlgorithmConfig(Statement Where, int Word, string Name);

/// <summary><c>compression direction</c>, and what <c>filter comp-req</c> and <c>comp-res</c> ask for.</summary>
public enum CompressionDirection : byte
{
    /// <summary>Nothing is written, which is <see cref="Response"/>.</summary>
    Unset,
    Request,
    Response,
    Both,
}
