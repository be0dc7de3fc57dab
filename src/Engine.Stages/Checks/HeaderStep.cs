using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>A header field of an HTTP answer (CFG 4.2 http-check expect hdr, fhdr).</summary>
internal sealed class HeaderStep(HeaderMatch match, bool inverted) : HttpExpectStep(inverted)
{
    public override string Description => "expect HTTP header pattern";

    protected override bool IsMatch(CheckRun run, HttpAnswer answer) => match.IsMatch(run, answer.Head);
}
