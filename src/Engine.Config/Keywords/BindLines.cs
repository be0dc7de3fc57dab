using Engine.Config.Model;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>bind ADDRESS[,ADDRESS...] [OPTIONS]</c>.</summary>
internal static class BindLines
{
    private static readonly Grammar AddressGrammar = Grammar.BeforeOptions(Argument.Address(AddressRules.Bind));

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        proxy.HasBrokenBind = true;
        var addresses = new KeywordCall(call.Context, call.At, "bind", call.Word, call.First);
        if (!new ArgumentReader(AddressGrammar, addresses).TryRead(mustEnd: false, out int end))
        {
            return;
        }

        var bind = new BindConfig { Where = call.At, Addresses = addresses.Values[0].Addresses! };
        if (OptionList.TryRead(BindOptions.Table, bind, call, end, "bind"))
        {
            proxy.Binds.Add(bind);
        }
    }
}
