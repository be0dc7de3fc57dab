using Engine.Stages.Statistics;

namespace Engine.Stages.Exporters;

/// <summary>A metric of the exporter: a row of the table. One row yields a metric for each kind of thing that it is about.</summary>
/// <param name="Name">Behind the prefix: "sessions_total".</param>
/// <param name="Field">The figure of statistics that it shows.</param>
/// <param name="Kinds">What it is about.</param>
/// <param name="Shape">How it is shown.</param>
internal sealed record Metric(string Name, string Field, StatKinds Kinds, MetricShape Shape = MetricShape.Plain)
{
    private StatField? _source;

    public StatField Source => _source ??= StatFields.Of(Field);

    /// <summary>By the convention of names.</summary>
    public bool IsCounter => Name.EndsWith("_total", System.StringComparison.Ordinal);
}
