using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Health;

/// <summary>What a kind of check is compiled from.</summary>
public sealed class CheckArguments
{
    internal CheckArguments(CheckKindConfig kind, ProxyConfig proxy, GlobalConfig global, ExpressionCompiler compiler)
    {
        Where = kind.Where;
        FirstArgument = kind.FirstArgument;
        Proxy = proxy;
        Global = global;
        Compiler = compiler;
    }

    /// <summary>The option's line.</summary>
    public Statement Where { get; }

    /// <summary>Index in <see cref="Where"/> of the first word behind the name.</summary>
    public int FirstArgument { get; }

    public ProxyConfig Proxy { get; }

    public GlobalConfig Global { get; }

    public ExpressionCompiler Compiler { get; }

    public DiagnosticBag Diagnostics => Compiler.Diagnostics;

    /// <summary>The words behind the name.</summary>
    public IReadOnlyList<string> Words
    {
        get
        {
            List<string> words = [];
            for (int i = FirstArgument; i < Where.Words.Count; i++)
            {
                words.Add(Where.Words[i].Text);
            }

            return words;
        }
    }

    /// <summary><c>agent-send</c> of the server; null = nothing. Agents only.</summary>
    public string? AgentSend { get; init; }

    /// <summary>Where expressions of checks are evaluated.</summary>
    public const RulePoints Point = RulePoints.Check;
}
