using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Known;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>balance ALGORITHM [ARGUMENTS]</c>. The vocabulary says which algorithms exist; the stage reads their arguments.</summary>
internal static class BalanceLines
{
    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            // As in HAProxy, the bare word asks for the default.
            proxy.Proxy.Balance = null;
            return;
        }

        Word word = call.At.Words[call.First];
        int open = word.Text.IndexOf('(', System.StringComparison.Ordinal);
        string algorithm = open < 0 ? word.Text : word.Text[..open];
        if (open >= 0 && !word.Text.EndsWith(')'))
        {
            call.Error(call.First, $"missing ')' after the argument of '{algorithm}'");
            return;
        }

        if (!Vocabulary.Has(call.Context.Vocabulary.BalanceAlgorithms, algorithm))
        {
            ReportUnavailable(call, algorithm);
            return;
        }

        var arguments = new List<Word>();
        if (open >= 0)
        {
            var text = new WordText(call.At, call.First, call.Context.Expressions);
            SourceSpan where = text.SpanOf(open + 1, word.Text.Length - open - 2);
            arguments.Add(new Word(word.Text[(open + 1)..^1], where.Column, where.Length));
        }

        for (int i = call.First + 1; i < call.Count; i++)
        {
            arguments.Add(call.At.Words[i]);
        }

        proxy.Proxy.Balance = new BalanceConfig(call.At, algorithm, arguments);
    }

    private static void ReportUnavailable(KeywordCall call, string algorithm)
    {
        if (algorithm is "log-hash" or "sticky")
        {
            call.Error(call.First, $"'balance {algorithm}' is for sections in 'mode log', which is known, but not supported yet", "choose another algorithm");
            return;
        }

        if (Vocabulary.Has(KnownAlgorithms.All, algorithm))
        {
            call.NotSupported($"'balance {algorithm}'", call.First);
            return;
        }

        call.Error(call.First, $"unknown balancing algorithm '{algorithm}'", Suggest.Fix(algorithm, [.. call.Context.Vocabulary.BalanceAlgorithms, .. KnownAlgorithms.All]));
    }
}
