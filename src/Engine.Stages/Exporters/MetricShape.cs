namespace Engine.Stages.Exporters;

/// <summary>How a figure becomes a metric.</summary>
internal enum MetricShape : byte
{
    Plain,

    /// <summary>Milliseconds shown as seconds.</summary>
    Seconds,

    /// <summary>A line for each status, 1 for the one that holds.</summary>
    State,

    /// <summary>A line for each class of HTTP statuses.</summary>
    Codes,

    /// <summary>A line for each status, with the number of servers.</summary>
    Aggregate,
}
