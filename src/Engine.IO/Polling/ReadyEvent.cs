namespace Engine.IO.Polling;

/// <summary>One line of a poll's answer.</summary>
/// <param name="Key">The key given at registration.</param>
/// <param name="Flags">What became possible.</param>
public readonly record struct ReadyEvent(ulong Key, ReadyFlags Flags);
