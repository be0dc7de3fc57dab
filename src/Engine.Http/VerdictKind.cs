namespace Engine.Http;

/// <summary>The three answers a parser can give. There is no fourth: a parser does not throw.</summary>
public enum VerdictKind : byte
{
    /// <summary>The head is complete; <see cref="Verdict.Consumed"/> says where it ends.</summary>
    Done,

    /// <summary>What was seen is fine so far; call again with the same bytes and more behind them.</summary>
    NeedMore,

    /// <summary>The peer broke the protocol; <see cref="Verdict.Fault"/> says how. Nothing behind it can be trusted.</summary>
    Invalid,
}
