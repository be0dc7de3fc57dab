namespace Engine.Stages.Inspection;

/// <summary>What bytes turn out to be.</summary>
internal enum Finding : byte
{
    /// <summary>Not what is looked for, whatever comes behind them.</summary>
    No,

    /// <summary>Perhaps: the next bytes decide.</summary>
    NeedMore,

    Yes,
}
