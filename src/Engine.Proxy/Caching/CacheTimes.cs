using System;

namespace Engine.Proxy.Caching;

/// <summary>The times of a response that is kept, as <see cref="CacheEntry"/> has them.</summary>
/// <param name="Stamp">Of its key when its request came.</param>
internal readonly record struct CacheTimes(int Stamp, DateTime ModifiedUtc, long AgeSeconds, long StoredMs, long ExpiresMs);
