using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Caching;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>What caches hold (MGT 9.3). In place of addresses, numbers: of the cache in its file, of the entry in its cache.</summary>
internal static class CacheCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show cache", "", "show cache status", ControlLevel.Operator, Show),
    ];

    private static IEnumerator<Slice> Show(CommandCall call)
    {
        int number = 0;
        foreach ((string name, CacheShared cache) in call.Plan.Names.Caches)
        {
            call.Page.Text("0x").Hex((ulong)++number).Text(": ").Text(name).Text(" (shctx:0x").Hex((ulong)number).Text(", available blocks:").Number(cache.AvailableBlocks).Line(")");
            int entryNumber = 0;
            foreach (CacheEntry entry in cache.Entries)
            {
                Write(call, entry, ++entryNumber);
                yield return Slice.Next;
            }
        }
    }

    private static void Write(CommandCall call, CacheEntry entry, int number)
    {
        long leftSeconds = (entry.ExpiresMs - call.NowMs) / 1000;
        call.Page.Text("0x").Hex((ulong)number).Text(" hash:").Number(entry.ShortHash).Text(" vary:0x").Hex((ulong)entry.VariantNumber)
            .Text(" size:").Number(entry.Bytes).Text(" (").Number(entry.Blocks).Text(" blocks), refcount:").Number(entry.Uses).Text(", expire:").Number(leftSeconds).Line("");
    }
}
