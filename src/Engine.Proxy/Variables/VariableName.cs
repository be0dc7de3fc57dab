namespace Engine.Proxy.Variables;

/// <summary>A variable as the plan refers to it: <c>txn.name</c> became a number when the configuration was compiled.</summary>
/// <param name="Scope">What stands before the dot.</param>
/// <param name="Slot">0-based among the variables of that scope.</param>
public readonly record struct VariableName(VariableScope Scope, int Slot);
