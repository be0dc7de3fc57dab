using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>The answer of a condition: true, false, or why it cannot be read.</summary>
/// <param name="IsTrue">False too when there is an issue.</param>
/// <param name="Issue">Null when the condition could be read; its offsets are those of the expression.</param>
public readonly record struct ConditionResult(bool IsTrue, ValueIssue? Issue)
{
    public bool IsError => Issue is not null;
}
