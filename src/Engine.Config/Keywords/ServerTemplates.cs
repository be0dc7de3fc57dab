using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>server-template PREFIX COUNT|FIRST-LAST ADDRESS[:PORT] [OPTIONS]</c> (CFG 4.2): servers PREFIX1, PREFIX2 ... that share everything else.</summary>
internal static class ServerTemplates
{
    /// <summary>As many servers as one line may declare: more are a slip of the keyboard.</summary>
    private const int ServersMax = 65536;

    private static readonly Grammar HeadGrammar = Grammar.BeforeOptions(Argument.Name("PREFIX"), Argument.Text("COUNT"), Argument.Address(AddressRules.Server));

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        var head = new KeywordCall(call.Context, call.At, "server-template", call.Word, call.First);
        if (!new ArgumentReader(HeadGrammar, head).TryRead(mustEnd: false, out int end) || !TryReadRange(head, out int first, out int last))
        {
            return;
        }

        ServerConfig template = ServerLines.Start(proxy, call, head.Values[0].Text, head.Values[2].Addresses![0]);
        OptionList.TryRead(ServerOptions.Table, template, call, end, "server-template");
        if (template.Id is not null)
        {
            call.Error(call.Word, "'id' cannot stand on a template: servers cannot share a number", "remove it");
            template.Id = null;
        }

        for (int i = first; i <= last; i++)
        {
            string name = template.Name + i.ToString(CultureInfo.InvariantCulture);
            if (!ServerLines.TryAdd(proxy, call, head.Values[0].Word, template.CopyAs(call.At, name, template.Address)))
            {
                return;
            }
        }
    }

    private static bool TryReadRange(KeywordCall head, out int first, out int last)
    {
        string[] parts = head.Values[1].Text.Split('-');
        first = 1;
        last = 0;
        bool isValid = parts.Length switch
        {
            1 => TryNumber(parts[0], out last),
            2 => TryNumber(parts[0], out first) && TryNumber(parts[1], out last),
            _ => false,
        };
        if (isValid && first >= 1 && last >= first && last - first < ServersMax)
        {
            return true;
        }

        head.Error(head.Values[1].Word, $"'{head.Values[1].Text}' is neither a number of servers nor a range", "write 3 for servers 1 to 3, or 5-7");
        return false;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
