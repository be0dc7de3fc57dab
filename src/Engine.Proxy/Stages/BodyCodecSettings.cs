namespace Engine.Proxy.Stages;

/// <summary>What an encoder is made with.</summary>
/// <param name="Level">1 to 9: <c>tune.comp.maxlevel</c>.</param>
/// <param name="WindowBits">8 to 15: <c>tune.zlib.windowsize</c>; for codecs that have such a window.</param>
/// <param name="MemoryLevel">1 to 9: <c>tune.zlib.memlevel</c>; likewise.</param>
public readonly record struct BodyCodecSettings(int Level, int WindowBits, int MemoryLevel);
