using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Health;
using Engine.Proxy.State;

namespace Engine.Stages.Checks;

/// <summary>Something about the answer to an HTTP check.</summary>
internal abstract class HttpExpectStep(bool inverted) : ExpectStep
{
    /// <summary>True when it is the body that is looked at: more of it may come.</summary>
    protected virtual bool LooksAtBody => false;

    /// <summary>Failures of this kind, where the line names no other.</summary>
    protected virtual CheckStatus Failure => CheckStatus.Layer7WrongStatus;

    protected bool Inverted => inverted;

    public override ExpectVerdict Judge(CheckRun run, bool isLast)
    {
        HttpAnswer answer = run.Answer;
        VerdictKind read = answer.Read(run);
        if (read == VerdictKind.NeedMore && !isLast)
        {
            return ExpectVerdict.Wait;
        }

        if (read != VerdictKind.Done)
        {
            return ExpectVerdict.End(CheckStatus.Layer7Invalid, null);
        }

        run.Code = answer.Head.Status;

        // A server that is up and says 404 asks to be left alone: the end of the script makes that of it.
        if (run.Code == 404 && run.Server.Plan.Health.StopsOn404 && run.Server.Operation != ServerOperation.Stopped)
        {
            return ExpectVerdict.Good;
        }

        bool matches = IsMatch(run, answer);
        if (LooksAtBody && !matches && !isLast && !answer.IsComplete)
        {
            return ExpectVerdict.Wait;
        }

        return matches != inverted ? ExpectVerdict.Good : Fail(run, answer, matches);
    }

    protected abstract bool IsMatch(CheckRun run, HttpAnswer answer);

    /// <summary>What is said when it fails and the line itself says nothing.</summary>
    protected virtual string InfoOf(CheckRun run, HttpAnswer answer, bool matched) => ByteText.FromBytes(answer.Head.Reason);

    private ExpectVerdict Fail(CheckRun run, HttpAnswer answer, bool matched)
    {
        string info = Options.OnError is null ? InfoOf(run, answer, matched) : CheckTexts.Render(Options.OnError, run);
        if (Comment is not null)
        {
            info += " comment: " + Comment;
        }

        return ExpectVerdict.End(Options.ErrorStatus ?? Failure, info, CheckTexts.CodeOf(this, run));
    }
}
