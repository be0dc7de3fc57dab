namespace Engine.Stages.Pages;

/// <summary>The forms in which the statistics page can be had.</summary>
internal enum PageFormat : byte
{
    Html,
    Csv,
    Json,
    Typed,
}
