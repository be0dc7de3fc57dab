namespace Engine.Proxy.Stages;

/// <summary>How far an encoder has come.</summary>
public enum EncodeStatus : byte
{
    /// <summary>All was taken, and what was to come out is out.</summary>
    Done,

    /// <summary>The destination is full: call again with the rest of the source and the same end.</summary>
    Full,

    /// <summary>The codec gave up; the body cannot be completed.</summary>
    Failed,
}
