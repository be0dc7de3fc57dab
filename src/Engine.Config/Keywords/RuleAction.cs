using System;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>The rulesets in which an action may stand.</summary>
[Flags]
internal enum RulesetSet : byte
{
    None = 0,
    TcpConnection = 1,
    TcpSession = 2,
    TcpContent = 4,
    TcpResponse = 8,
    HttpRequest = 16,
    HttpResponse = 32,
    HttpAfterResponse = 64,

    Tcp = TcpConnection | TcpSession | TcpContent,
    Http = HttpRequest | HttpResponse,
    HttpAll = Http | HttpAfterResponse,
    Contents = TcpContent | TcpResponse | Http,
    All = Tcp | TcpResponse | HttpAll,
}

/// <summary>One action of the language: a row. Which of them the engine has is the vocabulary's business.</summary>
/// <param name="Name">Without what may stand in parentheses behind it.</param>
/// <param name="Grammar">Its arguments; free when the stage reads them all.</param>
internal sealed record RuleAction(string Name, RulesetSet Rulesets, Grammar Grammar, string Summary)
{
    /// <summary>Why it is not to be had, where that is decided; null elsewhere.</summary>
    public string? Refusal { get; init; }

    /// <summary>What to write instead.</summary>
    public string? Advice { get; init; }

    /// <summary>True when nothing behind it in the same ruleset is evaluated, unless a condition guards it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Words that belong to the action whatever they say: an <c>if</c> among them is not the condition.</summary>
    public int RequiredWords
    {
        get
        {
            int count = 0;
            foreach (Argument argument in Grammar.Arguments)
            {
                count += argument.IsOptional ? 0 : 1;
            }

            return count;
        }
    }

    public static RulesetSet SetOf(Ruleset ruleset) => ruleset switch
    {
        Ruleset.TcpRequestConnection => RulesetSet.TcpConnection,
        Ruleset.TcpRequestSession => RulesetSet.TcpSession,
        Ruleset.TcpRequestContent => RulesetSet.TcpContent,
        Ruleset.TcpResponseContent => RulesetSet.TcpResponse,
        Ruleset.HttpRequest => RulesetSet.HttpRequest,
        Ruleset.HttpResponse => RulesetSet.HttpResponse,
        _ => RulesetSet.HttpAfterResponse,
    };
}
