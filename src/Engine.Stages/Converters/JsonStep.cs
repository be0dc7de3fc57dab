namespace Engine.Stages.Converters;

/// <summary>One step of a path into a JSON text: a member by name, or an element by position.</summary>
/// <param name="Name">Null for an element.</param>
/// <param name="Index">0-based.</param>
internal readonly record struct JsonStep(byte[]? Name, int Index);
