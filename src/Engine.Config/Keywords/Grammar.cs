using System.Collections.Generic;

namespace Engine.Config.Keywords;

/// <summary>The arguments of a keyword. Those with a key may stand anywhere between the others.</summary>
internal sealed class Grammar
{
    /// <summary>The builder reads the words itself: servers, rules, ACLs.</summary>
    public static readonly Grammar Free = new() { IsFree = true };

    public static readonly Grammar None = new();

    private Grammar(params Argument[] arguments)
    {
        Arguments = arguments;
    }

    public bool IsFree { get; private init; }

    public IReadOnlyList<Argument> Arguments { get; }

    public static Grammar Of(params Argument[] arguments) => new(arguments);

    /// <summary>The same arguments in front of options that a table reads.</summary>
    public static Grammar BeforeOptions(params Argument[] arguments) => new(arguments) { HasOptions = true };

    private bool HasOptions { get; init; }

    /// <summary>How the whole line is written: <c>timeout client TIME</c>.</summary>
    public string Usage(string keyword)
    {
        var text = new System.Text.StringBuilder(keyword);
        foreach (Argument argument in Arguments)
        {
            text.Append(' ').Append(argument.Usage);
        }

        return text.Append(HasOptions ? " [OPTIONS]" : "").ToString();
    }
}
