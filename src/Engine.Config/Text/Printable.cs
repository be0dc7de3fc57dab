using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace Engine.Config.Text;

/// <summary>
/// Byte strings made fit for a terminal: valid UTF-8 becomes its characters; control characters and stray bytes become
/// <c>\x1b</c>, so that a configuration cannot drive the terminal of whoever checks it.
/// </summary>
internal static class Printable
{
    /// <summary>A message or fix: may hold words of the configuration.</summary>
    public static string Text(string bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (int at = 0; at < bytes.Length;)
        {
            Append(text, bytes, ref at);
        }

        return text.ToString();
    }

    /// <summary>File names are .NET strings, not byte strings: only their control characters matter.</summary>
    public static string FileName(string name) => Text(ByteText.FromUnicode(name));

    /// <summary>How many characters the first <paramref name="length"/> bytes are.</summary>
    public static int Characters(string bytes, int length)
    {
        int characters = 0;
        int end = Math.Min(length, bytes.Length);
        for (int at = 0; at < end; at += Decode(bytes, at, out _))
        {
            characters++;
        }

        return characters + (length - end);
    }

    /// <summary>Appends the character at <paramref name="at"/> and steps over it.</summary>
    public static void Append(StringBuilder text, string bytes, ref int at)
    {
        int length = Decode(bytes, at, out Rune? rune);
        if (rune is { } character && !Rune.IsControl(character))
        {
            text.Append(character.ToString());
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{(int)bytes[at]:x2}");
            length = 1;
        }

        at += length;
    }

    /// <summary>The length in bytes of the character there, at least 1; no rune when the bytes are not UTF-8.</summary>
    private static int Decode(string bytes, int at, out Rune? rune)
    {
        rune = null;
        if (bytes[at] < 0x80)
        {
            rune = new Rune(bytes[at]);
            return 1;
        }

        Span<byte> encoded = stackalloc byte[4];
        int count = 0;
        while (count < encoded.Length && at + count < bytes.Length && bytes[at + count] <= 0xFF)
        {
            encoded[count] = (byte)bytes[at + count];
            count++;
        }

        if (Rune.DecodeFromUtf8(encoded[..count], out Rune decoded, out int consumed) != OperationStatus.Done)
        {
            return 1;
        }

        rune = decoded;
        return consumed;
    }
}
