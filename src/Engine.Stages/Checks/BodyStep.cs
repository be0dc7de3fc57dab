using System;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary>Something stands in the body of an HTTP answer (CFG 4.2 http-check expect string, rstring, string-lf). As much of it is seen as a buffer holds.</summary>
internal sealed class BodyStep(LogFormatPlan? text, ByteRegex? regex, bool inverted) : HttpExpectStep(inverted)
{
    public override string Description => regex is not null ? "expect HTTP body regex"
        : text!.IsConstant ? $"expect HTTP body content '{ByteText.FromBytes(text.Render(default))}'"
        : "expect log-format HTTP body";

    protected override bool LooksAtBody => true;

    protected override CheckStatus Failure => CheckStatus.Layer7Invalid;

    protected override bool IsMatch(CheckRun run, HttpAnswer answer)
    {
        if (regex is not null)
        {
            return regex.IsMatch(answer.Body(run));
        }

        if (text!.IsConstant)
        {
            return answer.Body(run).IndexOf(text.Render(default)) >= 0;
        }

        // Both are made in the loop's scratch: the text is copied away first.
        byte[] wanted = text.Render(run.Context()).ToArray();
        return wanted.Length > 0 && answer.Body(run).IndexOf(wanted) >= 0;
    }

    protected override string InfoOf(CheckRun run, HttpAnswer answer, bool matched) =>
        answer.Body(run).IsEmpty ? "HTTP content check could not find a response body"
        : matched ? "HTTP check matched unwanted content"
        : "HTTP content check did not match";
}
