namespace Engine.Proxy.Rules;

/// <summary>The ways in which a rule can leave what it was applied to.</summary>
public enum RuleVerdictKind : byte
{
    /// <summary>The next rule. The first, as most verdicts are this one.</summary>
    Continue,

    /// <summary>The rules of this section and kind are done.</summary>
    Stop,
    Reply,
    Close,
    Drop,
    Wait,
    AwaitBytes,
}
