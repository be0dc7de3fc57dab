using System;
using System.Text;

namespace Engine.Stages.Fetches;

/// <summary>Which parameter of a list is meant.</summary>
/// <param name="Bytes">Empty: any.</param>
/// <param name="IgnoreCase">Of ASCII letters.</param>
internal readonly record struct ParameterName(byte[] Bytes, bool IgnoreCase)
{
    internal bool Matches(ReadOnlySpan<byte> name) =>
        Bytes.Length == 0 || (IgnoreCase ? Ascii.EqualsIgnoreCase(name, Bytes) : name.SequenceEqual(Bytes));
}
