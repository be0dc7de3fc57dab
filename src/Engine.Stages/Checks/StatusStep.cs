using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>The status of an HTTP answer is one of those, or none of them (CFG 4.2 http-check expect status).</summary>
internal sealed class StatusStep(IReadOnlyList<(int First, int Last)> codes, bool inverted) : HttpExpectStep(inverted)
{
    /// <summary>What an answer must be when no line says so: 2xx or 3xx.</summary>
    internal static readonly IReadOnlyList<(int First, int Last)> Good = [(200, 399)];

    public override string Description => "expect HTTP status codes";

    protected override bool IsMatch(CheckRun run, HttpAnswer answer)
    {
        foreach ((int first, int last) in codes)
        {
            if (answer.Head.Status >= first && answer.Head.Status <= last)
            {
                return true;
            }
        }

        return false;
    }
}
