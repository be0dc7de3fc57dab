namespace Engine.Config.Model;

/// <summary>A parameter of the Forwarded field.</summary>
/// <param name="IsWritten">It is there.</param>
/// <param name="ExpressionWord">Index of the word that computes it; 0 = its natural value.</param>
public readonly record struct ForwardedPartConfig(bool IsWritten, int ExpressionWord);
