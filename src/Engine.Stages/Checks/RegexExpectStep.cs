using System;
using Engine.Proxy.Health;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary><c>expect rstring</c>; <c>expect rbinary</c>, which sees hexadecimal digits in capitals.</summary>
internal sealed class RegexExpectStep(ByteRegex regex, bool isText, bool inverted, int minReceive) : RawExpectStep(inverted, minReceive)
{
    public override string Description => isText ? "expect regex" : "expect binary regex";

    protected override string Pattern => "(regex)";

    protected override bool IsMatch(CheckRun run)
    {
        if (isText)
        {
            return regex.IsMatch(run.Received);
        }

        run.Place.Scratch.Clear();
        ReadOnlySpan<byte> received = run.Received;
        received = received[..Math.Min(received.Length, run.Place.Scratch.Rest.Length / 2)];
        return run.Place.Scratch.TryTake(received.Length * 2, out Span<byte> digits) && Convert.TryToHexString(received, digits, out _) && regex.IsMatch(digits);
    }
}
