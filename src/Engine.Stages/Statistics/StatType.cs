namespace Engine.Stages.Statistics;

/// <summary>The type of a value, as typed listings name it.</summary>
internal enum StatType : byte
{
    None,
    U32,
    S32,
    U64,
    Text,
}
