namespace Engine.LoadTests.Scenarios;

/// <summary>What an assertion is about.</summary>
internal enum Metric
{
    /// <summary>A percentile of the latency, ns.</summary>
    Percentile,
    Min,
    Mean,
    Max,

    /// <summary>Good answers per second.</summary>
    Rate,

    /// <summary>Requests that ended, well or not.</summary>
    Requests,

    /// <summary>Failures of every kind.</summary>
    Errors,

    /// <summary>CPU time of the target per request, ns.</summary>
    CpuPerRequest,

    /// <summary>Resident memory of the target at its peak, bytes.</summary>
    Memory,
}
