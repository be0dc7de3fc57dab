using System.Globalization;
using System.Text;
using Engine.Config.Expressions;
using Engine.Config.Keywords;

namespace Engine.Config.Manual;

/// <summary>Writes a line that a grammar allows: what is required, with plain values.</summary>
internal static class ExampleWriter
{
    /// <summary>Null when the grammar does not say what may follow.</summary>
    public static string? Write(string name, Grammar grammar)
    {
        if (grammar.IsFree)
        {
            return null;
        }

        var text = new StringBuilder(name);
        bool any = false;
        foreach (Argument argument in grammar.Arguments)
        {
            if (!argument.IsOptional)
            {
                Append(text, argument);
                any = true;
            }
        }

        if (!any && grammar.Arguments.Count > 0 && !grammar.Arguments[0].IsOnlyKnown)
        {
            Append(text, grammar.Arguments[0]);
        }

        return text.ToString();
    }

    /// <summary>The arguments of a fetch or converter that have to be written, in their parentheses; empty for none.</summary>
    public static string Arguments(SampleSignature signature)
    {
        if (ManualExamples.SampleArgumentsOf(signature.Name) is { } written)
        {
            return written.Length == 0 ? "" : $"({written})";
        }

        int count = signature.Arguments is ["table" or "backend" or "frontend", ..] && signature.Required == 0 ? 1 : signature.Required;
        if (count == 0)
        {
            return "";
        }

        var text = new StringBuilder("(");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(ValueOf(signature.Arguments[i]));
        }

        return text.Append(')').ToString();
    }

    private static string ValueOf(string type) => type switch
    {
        "integer" => "1",
        "backend" or "table" => "app",
        "frontend" => "web",
        "server" => "app/one",
        "userlist" => "staff",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "mask4" => "24",
        "mask6" => "64",
        _ => "name",
    };

    private static void Append(StringBuilder text, Argument argument)
    {
        if (argument.Key is { } key)
        {
            text.Append(' ').Append(key);
        }

        if (argument.Kind != ArgumentKind.Flag)
        {
            text.Append(' ').Append(ValueOf(argument));
        }
    }

    private static string ValueOf(Argument argument) => argument.Kind switch
    {
        ArgumentKind.Number => NumberOf(argument).ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Time => "10s",
        ArgumentKind.Size => argument.Min <= 16384 && argument.Max >= 16384 ? "16k" : argument.Min.ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Choice => argument.Choices.Count > 0 ? argument.Choices[0] : argument.Label,
        ArgumentKind.Name => "example",
        ArgumentKind.Network => "10.0.0.0/8",
        ArgumentKind.Address => "192.0.2.10:8080",
        ArgumentKind.Format => "%[src]",
        ArgumentKind.Sample => "src",
        ArgumentKind.Pair => "X-Client %[src]",
        _ => TextOf(argument.Label),
    };

    private static long NumberOf(Argument argument) =>
        argument.Min <= 100 && argument.Max >= 100 ? 100 : argument.Min <= 1 && argument.Max >= 1 ? 1 : argument.Min;

    private static string TextOf(string label) => label switch
    {
        "FILE" or "PATH" => "/etc/weir/example",
        "DIR" or "DIRECTORY" => "/etc/weir",
        "URI" => "/status",
        "FORMAT" => "\"%ci %ST\"",
        "BACKEND" => "app",
        "OCTAL" => "660",
        "REGEX" => "^/old/(.*)",
        _ => label.ToLowerInvariant(),
    };
}
