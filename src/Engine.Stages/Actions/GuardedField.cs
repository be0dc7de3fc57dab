namespace Engine.Stages.Actions;

/// <summary>How a field is protected from rules.</summary>
internal enum GuardedField : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Rules on it have no effect.</summary>
    Fixed,

    /// <summary>Rules on it may say that the connection is to be closed.</summary>
    Connection,

    /// <summary>There is exactly one, and it names the same host as the target.</summary>
    Host,
}
