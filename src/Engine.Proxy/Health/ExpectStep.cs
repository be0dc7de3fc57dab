using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Health;

/// <summary>Judges what has come.</summary>
public abstract class ExpectStep : CheckStep
{
    /// <summary>In messages about a timeout: "expect string 'OK'".</summary>
    public virtual string Description => "expect custom function";

    /// <summary><c>ok-status</c>; null = <see cref="CheckStatus.Layer7Passed"/>.</summary>
    public CheckStatus? OkStatus { get; init; }

    /// <summary><c>error-status</c>; null = what the step finds.</summary>
    public CheckStatus? ErrorStatus { get; init; }

    /// <summary><c>tout-status</c>; null = <see cref="CheckStatus.Layer7Timeout"/>.</summary>
    public CheckStatus? TimeoutStatus { get; init; }

    /// <summary><c>on-success</c>: what is said when the script ends well here.</summary>
    public LogFormatPlan? OnSuccess { get; init; }

    /// <summary><c>on-error</c>: what is said when it fails here.</summary>
    public LogFormatPlan? OnError { get; init; }

    /// <summary><c>status-code</c>: the code reported beside the status.</summary>
    public SamplePlan? StatusCode { get; init; }

    /// <summary>
    /// Judges <see cref="CheckRun.Received"/>. Called whenever more has come, on the check's loop; must not block.
    /// </summary>
    /// <param name="isLast">No more will come: waiting is no answer.</param>
    public abstract ExpectVerdict Judge(CheckRun run, bool isLast);
}
