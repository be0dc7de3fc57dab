using System;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary><c>-m bin</c>: the bytes are those that the pattern writes in hexadecimal (CFG 7.1.5).</summary>
internal sealed class BinaryMatcher : PatternIndex
{
    private readonly ByteTable _table = new();

    public override SampleType Wants => SampleType.Binary;

    public override PatternEntry? Find(in Sample sample) => _table.Find(sample.Bytes);

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = TryDecode(entry, out byte[] key) ? null : "an even number of hexadecimal digits is needed";
        if (error is null)
        {
            _table.Add(key, entry);
        }

        return error is null;
    }

    public override void Remove(PatternEntry entry)
    {
        TryDecode(entry, out byte[] key);
        _table.Remove(key, entry);
    }

    private static bool TryDecode(PatternEntry entry, out byte[] key)
    {
        key = new byte[entry.Key.Length / 2];
        return entry.Key.Length % 2 == 0 && Convert.FromHexString(entry.Key, key, out _, out int written) == System.Buffers.OperationStatus.Done && written == key.Length;
    }
}
