namespace Engine.Proxy.Health;

/// <summary>Judges what has come.</summary>
public abstract class ExpectStep : CheckStep
{
    /// <summary>In messages about a timeout: "expect string 'OK'".</summary>
    public virtual string Description => "expect custom function";

    /// <summary>What its line says beyond the match.</summary>
    public ExpectOptions Options { get; init; } = ExpectOptions.None;

    /// <summary>
    /// Judges <see cref="CheckRun.Received"/>. Called whenever more has come, on the check's loop; must not block.
    /// </summary>
    /// <param name="isLast">No more will come: waiting is no answer.</param>
    public abstract ExpectVerdict Judge(CheckRun run, bool isLast);
}
