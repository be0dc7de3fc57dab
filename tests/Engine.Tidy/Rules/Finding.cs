namespace Engine.Tidy.Rules;

/// <summary>One breach of a rule.</summary>
/// <param name="Rule">Name of the rule, as waivers write it.</param>
/// <param name="Path">File, relative to the top of the repository.</param>
/// <param name="Line">1-based.</param>
/// <param name="Subject">What breaks the rule, one word without spaces: a type, a method, a name.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record Finding(string Rule, string Path, int Line, string Subject, string Message)
{
    public override string ToString() => $"{Path}:{Line}: [{Rule}] {Subject}: {Message}";
}
