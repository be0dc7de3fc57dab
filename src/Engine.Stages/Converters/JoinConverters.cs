using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters that put texts and variables behind the value (CFG 7.3.1).</summary>
internal static class JoinConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("concat", "Appends a text, a variable and a text.", SampleType.Text, Concat),
        new("add_item", "Appends a delimiter, a variable and a text, where there is something on both sides of the delimiter.", SampleType.Text, AddItem),
    ];

    private static Join? Concat(SampleCallArguments call)
    {
        BytesOperand? variable = call.Has(1) ? BytesOperand.ReadVariable(call, 1) : null;
        return call.Has(1) && variable is null ? null : new Join(call.Bytes(0), variable, call.Bytes(2), isItem: false);
    }

    private static Join? AddItem(SampleCallArguments call)
    {
        if (!call.Has(1) && !call.Has(2))
        {
            call.Error("'add_item' adds nothing without a variable or a text", "write add_item(<delimiter>,<variable>) or add_item(<delimiter>,,<text>)");
            return null;
        }

        BytesOperand? variable = call.Has(1) ? BytesOperand.ReadVariable(call, 1) : null;
        return call.Has(1) && variable is null ? null : new Join(call.Bytes(0), variable, call.Bytes(2), isItem: true);
    }

    /// <param name="start">Behind the value; of an item only where the value and what follows are not empty.</param>
    private sealed class Join(byte[] start, BytesOperand? variable, byte[] end, bool isItem) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            // A variable that is not set is nothing.
            _ = BytesOperand.TryGet(variable, context, out ReadOnlySpan<byte> middle);
            bool skipsStart = isItem && (sample.Bytes.IsEmpty || middle.Length + end.Length == 0);
            ReadOnlySpan<byte> first = skipsStart ? default : start;
            ReadOnlySpan<byte> head = sample.Bytes;
            if (!context.Scratch.TryTake(head.Length + first.Length + middle.Length + end.Length, out Span<byte> room))
            {
                return false;
            }

            head.CopyTo(room);
            first.CopyTo(room[head.Length..]);
            middle.CopyTo(room[(head.Length + first.Length)..]);
            end.CopyTo(room[(head.Length + first.Length + middle.Length)..]);
            sample.SetText(room);
            return true;
        }
    }
}
