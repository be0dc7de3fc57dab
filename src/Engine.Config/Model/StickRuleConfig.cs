using System;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>What a <c>stick</c> line does.</summary>
[Flags]
public enum StickUses : byte
{
    None = 0,

    /// <summary>Looks for the server in the table.</summary>
    Match = 1,

    /// <summary>Keeps the server under a key of the request.</summary>
    StoreRequest = 2,

    /// <summary>Keeps the server under a key of the response.</summary>
    StoreResponse = 4,
}

/// <summary><c>stick on|match|store-request|store-response EXPRESSION [table TABLE] [if CONDITION]</c> (CFG 4.2).</summary>
/// <param name="ExpressionWord">Index of the expression in <c>Where.Words</c>.</param>
/// <param name="Table">Null = that of the section.</param>
public sealed record StickRuleConfig(Statement Where, StickUses Uses, int ExpressionWord, string? Table, ConditionNode? Condition);
