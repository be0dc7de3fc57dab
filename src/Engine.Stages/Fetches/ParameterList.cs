using System;

namespace Engine.Stages.Fetches;

/// <summary>
/// name=value pairs as in query strings and forms, not decoded (CFG 7.3.6 url_param): separated by "&amp;", ";" or the delimiter that
/// stands in front of the list. What has no equals sign is no parameter.
/// </summary>
internal static class ParameterList
{
    /// <param name="position">Where to look from; afterwards behind the value.</param>
    /// <param name="name">Empty: any.</param>
    internal static bool TryNext(
        ReadOnlySpan<byte> list, scoped ref int position, ParameterName name, byte delimiter, out ReadOnlySpan<byte> value)
    {
        while (position < list.Length)
        {
            ReadOnlySpan<byte> rest = list[position..];
            int end = rest.IndexOfAny((byte)'&', (byte)';', delimiter);
            ReadOnlySpan<byte> pair = end < 0 ? rest : rest[..end];
            position += pair.Length + 1;
            int equals = pair.IndexOf((byte)'=');
            if (equals >= 0 && name.Matches(pair[..equals]))
            {
                value = pair[(equals + 1)..];
                return true;
            }
        }

        value = default;
        return false;
    }
}
