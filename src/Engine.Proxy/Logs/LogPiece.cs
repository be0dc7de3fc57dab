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
    /// <summary>Behind the last text.</summary>
    private static readonly LogAliasFunction Nothing = static (in SampleContext _, LogFlags _, ref LineWriter _) => { };

    /// <summary>Prints the item.</summary>
    private readonly LogAliasFunction _print;

    /// <summary>A separator, where one stands there, and up to seven bytes of text; the first byte in the lowest place.</summary>
    private readonly ulong _word;
    private readonly LogFlags _flags;
    private readonly byte _wordBytes;

    /// <summary>The word begins with a separator.</summary>
    private readonly bool _separates;

    /// <summary>The word is a separator and nothing else.</summary>
    private readonly bool _endsInSeparator;

    private LogPiece(bool separates, ReadOnlySpan<byte> text, LogItemPlan? item)
    {
        _separates = separates;
        _endsInSeparator = separates && text.IsEmpty;
        _print = item is LogItemPlan.Alias function ? function.Function : item is null ? Nothing : item.Print;
        _flags = item is LogItemPlan.Alias alias ? alias.Flags : LogFlags.None;

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        word[0] = (byte)' ';
        text.CopyTo(word[(separates ? 1 : 0)..]);
        _wordBytes = (byte)(text.Length + (separates ? 1 : 0));
        _word = BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

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
        if (_wordBytes > 0 && ((_separates & line.IsAtSeparator) || !line.TryWord(_word, _wordBytes, _endsInSeparator)))
        {
            WriteOddWord(ref line);
        }

        _print(context, _flags, ref line);
    }

    /// <summary>Behind another separator, or where little room is left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteOddWord(ref LineWriter line)
    {
        int skipped = _separates && line.IsAtSeparator ? 1 : 0;
        if (_wordBytes > skipped)
        {
            line.Word(_word >> (8 * skipped), _wordBytes - skipped, _endsInSeparator);
        }
    }
}
