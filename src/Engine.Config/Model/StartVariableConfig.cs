using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>set-var NAME EXPRESSION</c> or <c>set-var-fmt NAME FORMAT</c> in the global section. Exactly one of the last two is set.</summary>
/// <param name="Where">The line.</param>
/// <param name="Name">With its scope, which is <c>proc</c>.</param>
/// <param name="Sample">Of <c>set-var</c>.</param>
/// <param name="Format">Of <c>set-var-fmt</c>.</param>
public sealed record StartVariableConfig(Statement Where, string Name, SampleExpression? Sample, LogFormat? Format);
