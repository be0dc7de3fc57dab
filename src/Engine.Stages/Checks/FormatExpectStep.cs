using System;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;

namespace Engine.Stages.Checks;

/// <summary><c>expect string-lf</c>, <c>expect binary-lf</c>: what a format makes stands somewhere in what has come.</summary>
internal sealed class FormatExpectStep(LogFormatPlan format, bool isText, bool inverted, int minReceive) : RawExpectStep(inverted, minReceive)
{
    private const int BinaryBytesMax = 4096;

    public override string Description => isText ? "expect log-format string" : "expect log-format binary";

    protected override string Pattern => isText ? "(log-format string)" : "(log-format binary)";

    protected override bool IsMatch(CheckRun run)
    {
        ReadOnlySpan<byte> wanted = format.Render(run.Context());
        if (isText)
        {
            return wanted.Length > 0 && run.Received.IndexOf(wanted) >= 0;
        }

        Span<byte> bytes = stackalloc byte[BinaryBytesMax];
        int length = HexText.Decode(wanted, bytes);
        return length > 0 && run.Received.IndexOf(bytes[..length]) >= 0;
    }
}
