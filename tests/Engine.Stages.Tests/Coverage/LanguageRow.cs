namespace Engine.Stages.Tests.Coverage;

/// <summary>One word of the configuration language, as the reference lists it.</summary>
/// <param name="Where">Of an action: the keywords it stands behind, separated by commas.</param>
/// <param name="Tier">0 and 1: every operator's; 2: many an operator's.</param>
internal sealed record LanguageRow(string Kind, string Name, string Where, int Tier)
{
    public override string ToString() => Kind + " " + Name;
}
