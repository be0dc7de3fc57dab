using System.Threading;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Proxy.Conditions;

/// <summary>One pattern of a list, and what a map gives for it. All ways of matching the list share it.</summary>
/// <param name="id">Number in its list, never given again; smaller is earlier.</param>
/// <param name="key">The pattern as written.</param>
/// <param name="op">Of integer and length patterns.</param>
/// <param name="line">1-based in its file; 0 for one that comes from elsewhere.</param>
public sealed class PatternEntry(long id, string key, PatternValue value, AclOperator op, int line)
{
    private PatternValue _value = value;

    public long Id { get; } = id;

    public string Key { get; } = key;

    public AclOperator Operator { get; } = op;

    public int Line { get; } = line;

    /// <summary>Changed while loops read.</summary>
    public PatternValue Value
    {
        get => Volatile.Read(ref _value);
        internal set => Volatile.Write(ref _value, value);
    }

    /// <summary>What the pattern was made into where case counts, for map converters that need more of it than a match; or null.</summary>
    public object? Compiled { get; set; }

    /// <summary>A further entry of the same key; the list's, under its lock.</summary>
    internal PatternEntry? NextOfKey { get; set; }

    /// <summary>The pattern as it is compared.</summary>
    public byte[] ToBytes() => ByteText.ToBytes(Key);
}
