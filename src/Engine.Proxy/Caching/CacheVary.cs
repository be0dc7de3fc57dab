using System;

namespace Engine.Proxy.Caching;

/// <summary>The fields of a request that a kept response may depend on (CFG 6.1, RFC 9111 section 4.1).</summary>
[Flags]
internal enum CacheVary : byte
{
    None = 0,
    AcceptEncoding = 1,
    Referer = 2,
    Origin = 4,
}
