namespace Engine.Stages.Tables;

/// <summary>What is done with an entry of a table.</summary>
internal enum CounterKind : byte
{
    /// <summary>Gives the value.</summary>
    Read,

    /// <summary>Gives the value in units of 1024.</summary>
    ReadKilo,

    /// <summary>Gives the value and sets it to 0.</summary>
    Clear,

    /// <summary>Counts one more, at a total and at its rate, and gives the total.</summary>
    Increment,

    /// <summary>Counts a connection more and gives their number.</summary>
    CountConnection,

    /// <summary>How many track it.</summary>
    Trackers,
}
