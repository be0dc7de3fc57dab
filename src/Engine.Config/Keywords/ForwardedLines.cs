using Engine.Config.Expressions;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>option forwarded [proto] [host|host-expr EXPR] [by|by-expr EXPR] [by_port|by_port-expr EXPR] [for|for-expr EXPR] [for_port|for_port-expr EXPR]</c>.</summary>
internal static class ForwardedLines
{
    public static readonly Grammar Grammar = Grammar.Of(
        Argument.Flag("proto"),
        Argument.Flag("host"),
        Argument.Sample("EXPRESSION").After("host-expr"),
        Argument.Flag("by"),
        Argument.Sample("EXPRESSION").After("by-expr"),
        Argument.Flag("by_port"),
        Argument.Sample("EXPRESSION").After("by_port-expr"),
        Argument.Flag("for"),
        Argument.Sample("EXPRESSION").After("for-expr"),
        Argument.Flag("for_port"),
        Argument.Sample("EXPRESSION").After("for_port-expr"));

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.Prefix != Prefix.None)
        {
            proxy.Proxy.Forwarded = null;
            return;
        }

        bool isPlain = call.Values.Count == 0;
        var config = new ForwardedConfig(call.At, isPlain || call.Find("proto") is not null)
        {
            Host = Part(call, "host"),
            By = Part(call, "by"),
            ByPort = Part(call, "by_port"),
            For = isPlain ? new ForwardedPartConfig(true, 0) : Part(call, "for"),
            ForPort = Part(call, "for_port"),
        };
        if ((config.ByPort.IsWritten && !config.By.IsWritten) || (config.ForPort.IsWritten && !config.For.IsWritten))
        {
            string side = config.ByPort.IsWritten && !config.By.IsWritten ? "by" : "for";
            call.Error(call.Word, $"'{side}_port' is the port of '{side}', which is not written", $"add '{side}'");
            return;
        }

        proxy.Proxy.Forwarded = config;
    }

    private static ForwardedPartConfig Part(KeywordCall call, string name)
    {
        if (call.Find(name + "-expr") is not { } expression)
        {
            return new ForwardedPartConfig(call.Find(name) is not null, 0);
        }

        if (SampleParser.Parse(call.At, expression.Word, call.Context.Expressions) is { } sample)
        {
            SupportGate.CheckSample(call.Context, call.At, sample);
        }

        return new ForwardedPartConfig(true, expression.Word);
    }
}
