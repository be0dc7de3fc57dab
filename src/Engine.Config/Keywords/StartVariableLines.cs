using System;
using Engine.Config.Expressions;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>set-var</c> and <c>set-var-fmt</c> of the global section: variables that are there from the start.</summary>
internal static class StartVariableLines
{
    private const string Scope = "proc.";

    public static readonly Grammar SampleGrammar = Grammar.Of(Argument.Text("NAME"), Argument.Sample("EXPRESSION"));

    public static readonly Grammar FormatGrammar = Grammar.Of(Argument.Text("NAME"), Argument.Format("FORMAT"));

    public static void BuildSample(GlobalBuilder global, KeywordCall call)
    {
        if (HasScope(call) && SampleParser.Parse(call.At, call.Values[1].Word, call.Context.Expressions) is { } sample)
        {
            SupportGate.CheckSample(call.Context, call.At, sample);
            global.Variables.Add(new StartVariableConfig(call.At, call.Text(), sample, null));
        }
    }

    public static void BuildFormat(GlobalBuilder global, KeywordCall call)
    {
        if (HasScope(call) && LogFormatParser.Parse(call.At, call.Values[1].Word, isLog: false, call.Context.Expressions) is { } format)
        {
            SupportGate.CheckArgument(call.Context, call.At, call.Values[1].Word);
            global.Variables.Add(new StartVariableConfig(call.At, call.Text(), null, format));
        }
    }

    private static bool HasScope(KeywordCall call)
    {
        bool has = call.Text().StartsWith(Scope, StringComparison.Ordinal);
        if (!has)
        {
            call.Error(call.Values[0].Word, $"'{call.Text()}' is no variable of the process: nothing else exists here", "write it as proc.NAME");
        }

        return has;
    }
}
