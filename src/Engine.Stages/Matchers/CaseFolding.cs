using System;
using System.Text;

namespace Engine.Stages.Matchers;

/// <summary>ASCII letters to lower case, other bytes as they are: how <c>-i</c> compares.</summary>
internal static class CaseFolding
{
    /// <summary>What is folded where the stack has no room: longer than any head (64 KB).</summary>
    private const int BytesMax = 65536;

    [ThreadStatic]
    private static byte[]? _room;

    /// <summary>Folds into <paramref name="small"/>, or, when that is too small, into room of this thread that the next call uses again.</summary>
    internal static ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> text, Span<byte> small)
    {
        Span<byte> room = small;
        if (text.Length > small.Length)
        {
            room = text.Length <= BytesMax ? _room ??= new byte[BytesMax] : new byte[text.Length];
        }

        room = room[..text.Length];
        for (int done = 0; done < text.Length;)
        {
            // The library stops at the first byte that is not ASCII.
            Ascii.ToLower(text[done..], room[done..], out int written);
            done += written;
            while (done < text.Length && text[done] > 0x7f)
            {
                room[done] = text[done];
                done++;
            }
        }

        return room;
    }
}
