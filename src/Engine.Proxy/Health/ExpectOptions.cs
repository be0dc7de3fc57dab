using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Health;

/// <summary>What an <c>expect</c> line says beyond its match (CFG 4.2).</summary>
public sealed record ExpectOptions
{
    public static readonly ExpectOptions None = new();

    /// <summary><c>ok-status</c>; null = <see cref="CheckStatus.Layer7Passed"/>.</summary>
    public CheckStatus? OkStatus { get; init; }

    /// <summary><c>error-status</c>; null = what the step finds.</summary>
    public CheckStatus? ErrorStatus { get; init; }

    /// <summary><c>tout-status</c>; null = <see cref="CheckStatus.Layer7Timeout"/>.</summary>
    public CheckStatus? TimeoutStatus { get; init; }

    /// <summary><c>on-success</c>: what is said when the script ends well here.</summary>
    public LogFormatPlan? OnSuccess { get; init; }

    /// <summary><c>on-error</c>: what is said when it fails here.</summary>
    public LogFormatPlan? OnError { get; init; }

    /// <summary><c>status-code</c>: the code reported beside the status.</summary>
    public SamplePlan? StatusCode { get; init; }
}
