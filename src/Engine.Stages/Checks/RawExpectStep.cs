using System.Globalization;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Something about the bytes that have come (CFG 4.2 tcp-check expect).</summary>
/// <param name="inverted">It must not match.</param>
/// <param name="minReceive">Bytes that must be there first, and are then enough; -1 = it may match at any time.</param>
internal abstract class RawExpectStep(bool inverted, int minReceive) : ExpectStep
{
    /// <summary>False for the checks of one protocol, which say nothing of steps.</summary>
    internal bool NamesStep { get; init; }

    /// <summary>In "did not match content ... at step 3".</summary>
    protected abstract string Pattern { get; }

    /// <summary>Fewer bytes than this cannot match; 0 = unknown.</summary>
    protected virtual int PatternBytes => 0;

    public override ExpectVerdict Judge(CheckRun run, bool isLast)
    {
        int received = run.Received.Length;
        if (!isLast && (received < PatternBytes || (minReceive > 0 && received < minReceive)))
        {
            return ExpectVerdict.Wait;
        }

        if (received == 0 && isLast && NamesStep)
        {
            // Whoever says nothing has not said the right thing either, inverted or not.
            return Fail(run, "got an empty response");
        }

        bool matches = IsMatch(run);
        if (!matches && !isLast && minReceive == -1)
        {
            return ExpectVerdict.Wait;
        }

        return matches != inverted ? ExpectVerdict.Good : Fail(run, (matches ? "matched unwanted content " : "did not match content ") + Pattern);
    }

    protected abstract bool IsMatch(CheckRun run);

    private ExpectVerdict Fail(CheckRun run, string finding)
    {
        string info = "";
        if (Options.OnError is not null)
        {
            info = CheckTexts.Render(Options.OnError, run);
        }
        else if (NamesStep)
        {
            info = string.Create(CultureInfo.InvariantCulture, $"TCPCHK {finding} at step {Number}");
        }

        if (Comment is not null)
        {
            info += " comment: " + Comment;
        }

        return ExpectVerdict.End(Options.ErrorStatus ?? CheckStatus.Layer7Invalid, info, CheckTexts.CodeOf(this, run));
    }
}
