using System;
using System.Buffers;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters that take a part out (CFG 7.3.1): by delimiters or by position.</summary>
internal static class PartConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("field", "Fields between delimiters, counted from 1 or, from the end, from -1.", SampleType.Text, static call => IsGood(call) ? new Field(call) : null),
        new("word", "The same of words: delimiters in a row count once, those at the ends do not.", SampleType.Text, static call => IsGood(call) ? new Word(call) : null),
        new("bytes", "Bytes from an offset on, as many as given.", SampleType.Binary, Bytes),
    ];

    private static bool IsGood(SampleCallArguments call)
    {
        if (call.Integer(0, 0) == 0)
        {
            call.Error($"'{call.Name}' counts from 1, or from -1 backwards: there is no 0");
            return false;
        }

        if (!call.Has(1))
        {
            call.Error($"'{call.Name}' needs at least one delimiter");
            return false;
        }

        return true;
    }

    private static ByteRange? Bytes(SampleCallArguments call)
    {
        NumberOperand? offset = NumberOperand.Read(call, 0);
        NumberOperand? length = call.Has(1) ? NumberOperand.Read(call, 1) : null;
        return offset is null || (call.Has(1) && length is null) ? null : new ByteRange(offset, length);
    }

    private sealed class Field(SampleCallArguments call) : SampleConverter
    {
        private readonly long _index = call.Integer(0, 1);
        private readonly SearchValues<byte> _delimiters = SearchValues.Create(call.Bytes(1));

        /// <summary>0: all that are left.</summary>
        private readonly long _count = call.Integer(2, 1);

        public override bool TryConvert(in SampleContext context, ref Sample sample) =>
            _index > 0 ? TryForward(ref sample) : TryBackward(ref sample);

        private bool TryForward(ref Sample sample)
        {
            ReadOnlySpan<byte> text = sample.Bytes;
            for (long skipped = 1; skipped < _index; skipped++)
            {
                int delimiter = text.IndexOfAny(_delimiters);
                if (delimiter < 0)
                {
                    return false;
                }

                text = text[(delimiter + 1)..];
            }

            int end = 0;
            for (long taken = 0; ; taken++)
            {
                int length = text[end..].IndexOfAny(_delimiters);
                if (length < 0)
                {
                    break;
                }

                end += length;
                if (taken + 1 == _count)
                {
                    text = text[..end];
                    break;
                }

                end++;
            }

            sample.SetText(text);
            return true;
        }

        private bool TryBackward(ref Sample sample)
        {
            ReadOnlySpan<byte> text = sample.Bytes;
            for (long skipped = -1; skipped > _index; skipped--)
            {
                int delimiter = text.LastIndexOfAny(_delimiters);
                if (delimiter < 0)
                {
                    return false;
                }

                text = text[..delimiter];
            }

            int start = text.Length;
            for (long taken = 0; ; taken++)
            {
                start = text[..start].LastIndexOfAny(_delimiters);
                if (start < 0)
                {
                    break;
                }

                if (taken + 1 == _count)
                {
                    text = text[(start + 1)..];
                    break;
                }
            }

            sample.SetText(text);
            return true;
        }
    }

    private sealed class Word(SampleCallArguments call) : SampleConverter
    {
        private readonly long _index = call.Integer(0, 1);
        private readonly SearchValues<byte> _delimiters = SearchValues.Create(call.Bytes(1));

        /// <summary>0: all that are left, with the delimiters behind the last.</summary>
        private readonly long _count = call.Integer(2, 1);

        public override bool TryConvert(in SampleContext context, ref Sample sample) =>
            _index > 0 ? TryForward(ref sample) : TryBackward(ref sample);

        private bool TryForward(ref Sample sample)
        {
            ReadOnlySpan<byte> text = sample.Bytes;
            for (long word = 1; ; word++)
            {
                int start = text.IndexOfAnyExcept(_delimiters);
                if (start < 0)
                {
                    return false;
                }

                text = text[start..];
                if (word == _index)
                {
                    break;
                }

                int end = text.IndexOfAny(_delimiters);
                text = end < 0 ? default : text[end..];
            }

            int taken = 0;
            for (long words = 1; ; words++)
            {
                int end = text[taken..].IndexOfAny(_delimiters);
                int next = end < 0 ? -1 : text[(taken + end)..].IndexOfAnyExcept(_delimiters);
                if (end >= 0 && words == _count)
                {
                    text = text[..(taken + end)];
                    break;
                }

                if (next < 0)
                {
                    break;
                }

                taken += end + next;
            }

            sample.SetText(text);
            return true;
        }

        private bool TryBackward(ref Sample sample)
        {
            ReadOnlySpan<byte> text = sample.Bytes;
            for (long word = -1; ; word--)
            {
                int last = text.LastIndexOfAnyExcept(_delimiters);
                if (last < 0)
                {
                    return false;
                }

                text = text[..(last + 1)];
                if (word == _index)
                {
                    break;
                }

                text = text[..(text.LastIndexOfAny(_delimiters) + 1)];
            }

            int start = text.Length;
            for (long words = 1; ; words++)
            {
                int delimiter = text[..start].LastIndexOfAny(_delimiters);
                int last = delimiter < 0 ? -1 : text[..delimiter].LastIndexOfAnyExcept(_delimiters);
                if (delimiter >= 0 && words == _count)
                {
                    text = text[(delimiter + 1)..];
                    break;
                }

                if (last < 0)
                {
                    break;
                }

                start = last + 1;
            }

            sample.SetText(text);
            return true;
        }
    }

    private sealed class ByteRange(NumberOperand offset, NumberOperand? length) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!offset.TryGet(context, out long start) || start < 0)
            {
                return false;
            }

            long count = long.MaxValue;
            if (length is not null && (!length.TryGet(context, out count) || count < 0))
            {
                return false;
            }

            ReadOnlySpan<byte> bytes = start < sample.Bytes.Length ? sample.Bytes[(int)start..] : default;
            sample.SetBinary(count < bytes.Length ? bytes[..(int)count] : bytes);
            return true;
        }
    }
}
