using System;
using System.IO.Hashing;
using System.Text;
using Engine.Config.Model;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>
/// Which part of the keys a key belongs to (CFG 3.5 shards): XXH64 of the key as the protocol has it, with that of the table's name for
/// a seed, which is how HAProxy spreads them. Machines that spread the same table differently would not find each other's entries.
/// </summary>
internal static class PeersShards
{
    /// <summary>1..<paramref name="shards"/>.</summary>
    /// <param name="shards">1 or more.</param>
    internal static int Of(StickTablePlan table, ReadOnlySpan<byte> key, int shards)
    {
        long seed = (long)XxHash64.HashToUInt64(Encoding.Latin1.GetBytes(table.Name));
        ReadOnlySpan<byte> hashed = table.KeyType == StickKeyType.Text ? StickKeys.TextOf(key) : key;
        return (int)(XxHash64.HashToUInt64(hashed, seed) % (ulong)shards) + 1;
    }
}
