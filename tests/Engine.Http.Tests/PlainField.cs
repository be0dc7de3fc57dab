namespace Engine.Http.Tests;

/// <summary>A field as text; bytes are characters of the same number.</summary>
internal sealed class PlainField(string name, string value)
{
    internal string Name { get; } = name;

    internal string Value { get; set; } = value;

    internal bool IsNamed(string name) => string.Equals(Name, name, System.StringComparison.OrdinalIgnoreCase);
}
