using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Proxy.Conditions;

/// <summary>One pattern of an ACL or map, and what the map gives for it.</summary>
/// <param name="Pattern">As written.</param>
/// <param name="Value">Of a map; empty in an ACL.</param>
/// <param name="IgnoreCase"><c>-i</c>.</param>
/// <param name="Operator">Of integer and length patterns.</param>
public sealed record PatternEntry(string Pattern, byte[] Value, bool IgnoreCase, AclOperator Operator)
{
    /// <summary>The pattern as it is compared.</summary>
    public byte[] Bytes { get; } = ByteText.ToBytes(Pattern);
}
