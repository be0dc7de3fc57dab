namespace Engine.Proxy.Health;

/// <summary>What an <see cref="ExpectStep"/> makes of what has come.</summary>
public readonly struct ExpectVerdict
{
    private ExpectVerdict(ExpectVerdictKind kind, CheckOutcome outcome = default) => (Kind, Outcome) = (kind, outcome);

    /// <summary>As expected: on with the script.</summary>
    public static ExpectVerdict Good { get; } = new(ExpectVerdictKind.Good);

    /// <summary>More must come first.</summary>
    public static ExpectVerdict Wait { get; } = new(ExpectVerdictKind.Wait);

    public ExpectVerdictKind Kind { get; }

    /// <summary>When the check ends here.</summary>
    public CheckOutcome Outcome { get; }

    /// <summary>The check ends here, well or not.</summary>
    public static ExpectVerdict End(CheckStatus status, string? info, int code = 0) => new(ExpectVerdictKind.End, new CheckOutcome(status, info) { Code = code });
}
