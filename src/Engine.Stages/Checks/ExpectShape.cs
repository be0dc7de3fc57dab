using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary>Makes the steps of an <c>expect</c> line once its words are read.</summary>
/// <param name="NamesStep">Messages name the step: its script was written by the operator.</param>
internal readonly record struct ExpectShape(ExpectWords Words, int Number, string? LastComment, bool NamesStep)
{
    internal RawExpectStep Bytes(byte[] bytes, bool isText) => new BytesExpectStep(bytes, isText, Words.Inverted, Words.MinReceive)
    {
        NamesStep = NamesStep,
        Number = Number,
        Comment = Words.Comment,
        NearComment = Words.Comment ?? LastComment,
        Options = Words.Options,
    };

    internal RawExpectStep Regex(ByteRegex regex, bool isText) => new RegexExpectStep(regex, isText, Words.Inverted, Words.MinReceive)
    {
        NamesStep = NamesStep,
        Number = Number,
        Comment = Words.Comment,
        NearComment = Words.Comment ?? LastComment,
        Options = Words.Options,
    };

    internal RawExpectStep Format(LogFormatPlan format, bool isText) => new FormatExpectStep(format, isText, Words.Inverted, Words.MinReceive)
    {
        NamesStep = NamesStep,
        Number = Number,
        Comment = Words.Comment,
        NearComment = Words.Comment ?? LastComment,
        Options = Words.Options,
    };
}
