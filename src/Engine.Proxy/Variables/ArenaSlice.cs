namespace Engine.Proxy.Variables;

/// <summary>A piece of a <see cref="ByteArena"/>; offsets, because the arena may move while it grows.</summary>
public readonly record struct ArenaSlice(int Start, int Length);
