namespace Engine.Stages.Statistics;

/// <summary>The forms in which statistics are listed.</summary>
internal enum StatFormat : byte
{
    Csv,
    Typed,
    Json,
}
