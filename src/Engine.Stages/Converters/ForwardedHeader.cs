using System;
using System.Buffers;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>One element of a Forwarded field (RFC 7239 section 4): parameters between semicolons, each at most once, those known to it checked.</summary>
internal ref struct ForwardedHeader
{
    private static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>A registered name, address or bracketed literal, and a port (RFC 3986 section 3.2.2).</summary>
    private static readonly SearchValues<byte> HostCharacters = SearchValues.Create("-._~%!$&'()*+=:[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Values without their quotes; empty for a parameter that is not there.</summary>
    internal ReadOnlySpan<byte> For { get; private set; }

    internal ReadOnlySpan<byte> By { get; private set; }

    internal ReadOnlySpan<byte> Host { get; private set; }

    internal ReadOnlySpan<byte> Proto { get; private set; }

    internal static bool TryRead(ReadOnlySpan<byte> text, out ForwardedHeader header)
    {
        header = default;
        while (true)
        {
            int equals = text.IndexOf((byte)'=');
            if (equals <= 0 || text[..equals].ContainsAnyExcept(Token))
            {
                return false;
            }

            ReadOnlySpan<byte> name = text[..equals];
            text = text[(equals + 1)..];
            if (!TryTakeValue(ref text, out ReadOnlySpan<byte> value) || !header.TrySet(name, value))
            {
                return false;
            }

            if (text.IsEmpty)
            {
                return true;
            }

            if (text[0] != (byte)';')
            {
                return false;
            }

            text = text[1..];
        }
    }

    /// <summary>A token, or a string in quotes; one with escapes is of no known parameter, so it is refused.</summary>
    private static bool TryTakeValue(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> value)
    {
        int end;
        if (text.IsEmpty || text[0] != (byte)'"')
        {
            end = text.IndexOfAnyExcept(Token);
            value = end < 0 ? text : text[..end];
            text = text[value.Length..];
            return !value.IsEmpty;
        }

        end = text[1..].IndexOf((byte)'"') + 1;
        value = end > 0 ? text[1..end] : default;
        text = text[Math.Min(end + 1, text.Length)..];
        return end > 0 && !value.Contains((byte)'\\');
    }

    private bool TrySet(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (IsName(name, "for"))
        {
            bool first = For.IsEmpty;
            For = value;
            return first && ForwardedNode.TryRead(value, out _);
        }

        if (IsName(name, "by"))
        {
            bool first = By.IsEmpty;
            By = value;
            return first && ForwardedNode.TryRead(value, out _);
        }

        if (IsName(name, "host"))
        {
            bool first = Host.IsEmpty;
            Host = value;
            return first && !value.IsEmpty && !value.ContainsAnyExcept(HostCharacters);
        }

        if (IsName(name, "proto"))
        {
            bool first = Proto.IsEmpty;
            Proto = value;
            return first && (IsName(value, "http") || IsName(value, "https"));
        }

        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> text, string name) => Ascii.EqualsIgnoreCase(text, name);
}
