using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>force-persist</c> and <c>ignore-persist</c> (CFG 4.2).</summary>
/// <param name="IsForce">True: a server that is down is kept to. False: no server is kept to.</param>
public sealed record PersistRuleConfig(Statement Where, bool IsForce, ConditionNode Condition);
