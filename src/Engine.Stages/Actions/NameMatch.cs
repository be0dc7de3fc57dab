namespace Engine.Stages.Actions;

/// <summary>How <c>del-header -m</c> compares names.</summary>
internal enum NameMatch : byte
{
    Exact,
    Beginning,
    End,
    Part,
    Regex,
}
