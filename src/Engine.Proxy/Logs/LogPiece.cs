using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Engine.Config.Expressions;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>
/// An item of a log format and the text in front of it, as lines are written from: half of the items of a format are text between
/// the others, a few bytes each.
/// </summary>
internal readonly struct LogPiece
{
    /// <summary>Prints the item; null at the end of the format.</summary>
    private readonly LogAliasFunction? _print;

    /// <summary>A separator, where one stands there, and up to seven bytes of text; the first byte in the lowest place.</summary>
    private readonly ulong _word;
    private readonly LogFlags _flags;
    private readonly byte _wordBytes;

    /// <summary>The word begins with a separator.</summary>
    private readonly bool _separates;

    private LogPiece(bool separates, ReadOnlySpan<byte> text, LogItemPlan? item)
    {
        _separates = separates;
        _print = item is LogItemPlan.Alias function ? function.Function : item is null ? null : item.Print;
        _flags = item is LogItemPlan.Alias alias ? alias.Flags : LogFlags.None;

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        word[0] = (byte)' ';
        text.CopyTo(word[(separates ? 1 : 0)..]);
        _wordBytes = (byte)(text.Length + (separates ? 1 : 0));
        _word = BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    private bool EndsInSeparator => _separates && _wordBytes == 1;

    internal static LogPiece[] Of(LogItemPlan[] items)
    {
        List<LogPiece> pieces = [];
        bool separates = false;
        List<byte> text = [];
        foreach (LogItemPlan item in items)
        {
            if (item is LogItemPlan.Literal literal)
            {
                text.AddRange(literal.Text);
                continue;
            }

            bool isSeparator = item is LogItemPlan.Separator;
            if (!isSeparator || separates || text.Count > 0)
            {
                Add(pieces, separates, text, isSeparator ? null : item);
            }

            separates = isSeparator;
        }

        if (separates || text.Count > 0)
        {
            Add(pieces, separates, text, null);
        }

        return [.. pieces];
    }

    /// <summary>Text too long for a word is an item of its own.</summary>
    private static void Add(List<LogPiece> pieces, bool separates, List<byte> text, LogItemPlan? item)
    {
        if (text.Count >= sizeof(ulong))
        {
            pieces.Add(new LogPiece(separates, [], new LogItemPlan.Literal([.. text])));
            text.Clear();
            separates = false;
            if (item is null)
            {
                return;
            }
        }

        pieces.Add(new LogPiece(separates, [.. text], item));
        text.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write(in SampleContext context, ref LineWriter line)
    {
        if (_separates && line.IsAtSeparator)
        {
            WriteBehindSeparator(ref line);
        }
        else if (_wordBytes > 0)
        {
            line.Word(_word, _wordBytes, EndsInSeparator);
        }

        _print?.Invoke(context, _flags, ref line);
    }

    private void WriteBehindSeparator(ref LineWriter line)
    {
        if (_wordBytes > 1)
        {
            line.Word(_word >> 8, _wordBytes - 1, endsInSeparator: false);
        }
    }
}
