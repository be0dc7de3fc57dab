namespace Engine.Stages.Statistics;

/// <summary>One figure of statistics. Without a type there is none.</summary>
internal readonly record struct StatValue(StatType Type, long Number, string? Text)
{
    public static readonly StatValue None;

    public static StatValue U32(long number) => new(StatType.U32, number, null);

    public static StatValue S32(long number) => new(StatType.S32, number, null);

    public static StatValue U64(long number) => new(StatType.U64, number, null);

    public static StatValue Of(string text) => new(StatType.Text, 0, text);
}
