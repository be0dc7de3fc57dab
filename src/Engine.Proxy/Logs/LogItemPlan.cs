using System;
using Engine.Config.Expressions;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>One piece of a log format, compiled.</summary>
internal abstract class LogItemPlan
{
    /// <summary>What it is called in an object; empty for none.</summary>
    internal byte[] Label { get; init; } = [];

    internal virtual bool NeedsServerSource => false;

    /// <summary>Called once per line or argument, on the exchange's loop.</summary>
    internal abstract void Write(in SampleContext context, ref LineWriter line);

    /// <summary>The same in the shape of an alias; its flags are the item's own.</summary>
    internal void Print(in SampleContext context, LogFlags flags, ref LineWriter line) => Write(context, ref line);

    /// <summary><c>%[expression]</c>, written as the use of the format asks.</summary>
    internal static LogItemPlan OfSample(SamplePlan sample, LogFlags flags, LogCast cast, FormatUse use, byte[] label) =>
        (flags & LineWriter.Encodings) != 0 ? new EncodedSample(sample, flags, cast) { Label = label }
        : use == FormatUse.Log ? new EscapedSample(sample, flags) { Label = label }
        : new PlainSample(sample, use);

    /// <summary>Text as it stands.</summary>
    internal sealed class Literal(byte[] text) : LogItemPlan
    {
        internal byte[] Text => text;

        internal override void Write(in SampleContext context, ref LineWriter line)
        {
            if (text.Length == 1)
            {
                line.Raw(text[0]);
                return;
            }

            line.Raw(text);
        }
    }

    /// <summary>A space between two items of a log line.</summary>
    internal sealed class Separator : LogItemPlan
    {
        internal override void Write(in SampleContext context, ref LineWriter line) => line.Separator();
    }

    internal sealed class Alias(LogAliasRow row, LogFlags flags) : LogItemPlan
    {
        internal LogAliasFunction Function => row.Write;

        internal LogFlags Flags => flags;

        internal override bool NeedsServerSource => row.NeedsServerSource;

        internal override void Write(in SampleContext context, ref LineWriter line) => row.Write(context, flags, ref line);
    }

    /// <summary>Of a log line: nothing in it ends the line, and <c>-</c> when there is no value.</summary>
    private sealed class EscapedSample(SamplePlan sample, LogFlags flags) : LogItemPlan
    {
        internal override void Write(in SampleContext context, ref LineWriter line)
        {
            Sample value = default;
            int mark = context.Scratch.Mark;
            bool found = sample.TryEvaluate(context, SampleType.Text, ref value);
            line.Value(found ? value.Bytes : default, flags);
            context.Scratch.Rewind(mark);
        }
    }

    /// <summary>As a value of JSON or CBOR: of the sample's own type, or of the one written with the name.</summary>
    private sealed class EncodedSample(SamplePlan sample, LogFlags flags, LogCast cast) : LogItemPlan
    {
        internal override void Write(in SampleContext context, ref LineWriter line)
        {
            Sample value = default;
            int mark = context.Scratch.Mark;
            bool found = cast == LogCast.None ? sample.TryEvaluate(context, ref value) : sample.TryEvaluate(context, TypeOf(cast), ref value);
            if (found && value.Type == SampleType.Integer)
            {
                line.Number(value.Integer, flags);
            }
            else if (found && value.Type == SampleType.Boolean)
            {
                WriteBoolean(value.Integer != 0, ref line);
            }
            else
            {
                line.Text(found && SampleCasts.TryCast(ref value, SampleType.Text, context.Scratch) ? value.Bytes : default, flags);
            }

            context.Scratch.Rewind(mark);
        }

        private void WriteBoolean(bool value, ref LineWriter line)
        {
            if ((flags & LogFlags.Json) != 0)
            {
                line.Raw(value ? "true"u8 : "false"u8);
            }
            else
            {
                CborText.WriteBoolean(ref line, value, flags);
            }
        }

        private static SampleType TypeOf(LogCast cast) =>
            cast == LogCast.Integer ? SampleType.Integer : cast == LogCast.Boolean ? SampleType.Boolean : SampleType.Text;
    }

    /// <summary>Of a rule's argument: as it is, or encoded; nothing when there is no value.</summary>
    private sealed class PlainSample(SamplePlan sample, FormatUse use) : LogItemPlan
    {
        internal override void Write(in SampleContext context, ref LineWriter line)
        {
            Sample value = default;
            int mark = context.Scratch.Mark;
            if (!sample.TryEvaluate(context, ref value))
            {
                // Nothing.
            }
            else if (value.Type == SampleType.Integer)
            {
                // Digits mean the same everywhere.
                line.Integer(value.Integer);
            }
            else if (SampleCasts.TryCast(ref value, SampleType.Text, context.Scratch))
            {
                switch (use)
                {
                    case FormatUse.Uri:
                        line.PercentEncoded(value.Bytes);
                        break;
                    case FormatUse.Body or FormatUse.Id:
                        line.Raw(FieldText.Of(value.Bytes, context.Scratch));
                        break;
                    default:
                        line.Raw(value.Bytes);
                        break;
                }
            }

            context.Scratch.Rewind(mark);
        }
    }
}
