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
    private readonly LogAliasFunction? _alias;
    private readonly LogFlags _flags;

    /// <summary>What is evaluated where no alias is; null at the end of the format.</summary>
    private readonly LogItemPlan? _item;

    /// <summary>Text too long for <see cref="_word"/>; null mostly.</summary>
    private readonly byte[]? _text;

    /// <summary>Text of up to a word, the first byte in the lowest place.</summary>
    private readonly ulong _word;
    private readonly byte _wordBytes;

    /// <summary>A separator stands in front of the text.</summary>
    private readonly bool _separates;

    private LogPiece(bool separates, List<byte> text, LogItemPlan? item)
    {
        _separates = separates;
        if (item is LogItemPlan.Alias alias)
        {
            (_alias, _flags) = (alias.Function, alias.Flags);
        }
        else
        {
            _item = item;
        }

        // A separator may come in front.
        if (text.Count < sizeof(ulong))
        {
            byte[] padded = new byte[sizeof(ulong)];
            text.CopyTo(padded);
            _word = BinaryPrimitives.ReadUInt64LittleEndian(padded);
            _wordBytes = (byte)text.Count;
        }
        else
        {
            _text = [.. text];
        }
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
                pieces.Add(new LogPiece(separates, text, isSeparator ? null : item));
                text.Clear();
            }

            separates = isSeparator;
        }

        if (separates || text.Count > 0)
        {
            pieces.Add(new LogPiece(separates, text, null));
        }

        return [.. pieces];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write(in SampleContext context, ref LineWriter line)
    {
        if (_text is not null)
        {
            WriteLongText(ref line);
        }
        else if (_separates && !line.IsAtSeparator)
        {
            line.Word((_word << 8) | ' ', _wordBytes + 1, endsInSeparator: _wordBytes == 0);
        }
        else if (_wordBytes > 0)
        {
            line.Word(_word, _wordBytes, endsInSeparator: false);
        }

        if (_alias is not null)
        {
            _alias(context, _flags, ref line);
        }
        else
        {
            _item?.Write(context, ref line);
        }
    }

    private void WriteLongText(ref LineWriter line)
    {
        if (_separates)
        {
            line.Separator();
        }

        line.Raw(_text);
    }
}
