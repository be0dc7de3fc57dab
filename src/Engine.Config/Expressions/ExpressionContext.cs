using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>What every expression parser needs: which names the engine can evaluate, and where findings go.</summary>
public sealed record ExpressionContext(Vocabulary Vocabulary, DiagnosticBag Diagnostics);
