using System;
using System.Globalization;
using Engine.Proxy.Health;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary>The status of an HTTP answer, as text, matches (CFG 4.2 http-check expect rstatus).</summary>
internal sealed class StatusRegexStep(ByteRegex regex, bool inverted) : HttpExpectStep(inverted)
{
    public override string Description => "expect HTTP status regex";

    protected override bool IsMatch(CheckRun run, HttpAnswer answer)
    {
        Span<byte> digits = stackalloc byte[4];
        return answer.Head.Status.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture) && regex.IsMatch(digits[..length]);
    }
}
