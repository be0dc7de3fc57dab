using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>What every expression parser needs: which names the engine can evaluate, where findings go, and the files that patterns name.</summary>
public sealed record ExpressionContext(Vocabulary Vocabulary, DiagnosticBag Diagnostics, SideFiles Files);
