using System;
using System.Text;

namespace Engine.Config.Text;

/// <summary>
/// The strings of this project are byte strings: every char is one byte of the file (U+0000..U+00FF), so whatever the operator
/// wrote, valid UTF-8 or not, reaches the wire unchanged. These four conversions are the only way in and out.
/// </summary>
public static class ByteText
{
    /// <summary>File or wire bytes to the string that words and statements hold. Lossless.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes the operator wrote: for header values, log lines, payloads. Lossless.</summary>
    public static byte[] ToBytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A .NET string (command line, environment, embedded configuration) as the bytes of its UTF-8 form.</summary>
    public static string FromUnicode(string text) =>
        Ascii.IsValid(text) ? text : FromBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>For what .NET wants as text: file names, terminals. Bytes that are not UTF-8 become U+FFFD.</summary>
    public static string ToUnicode(string text) =>
        Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(ToBytes(text));
}
