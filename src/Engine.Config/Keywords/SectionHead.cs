using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>The first line of a proxy section: <c>frontend NAME [from DEFAULTS]</c>; defaults may have no name.</summary>
/// <param name="Name">"" when there is none, or none that is valid.</param>
/// <param name="FromWord">Index of the name behind <c>from</c>; 0 when there is none.</param>
internal readonly record struct SectionHead(string Name, int FromWord)
{
    /// <returns>False when an error was reported; what could be read is in <paramref name="head"/>.</returns>
    public static bool TryRead(Statement at, bool nameIsOptional, ReadContext context, out SectionHead head)
    {
        string section = at.Words[0].Text;
        head = new SectionHead("", 0);
        int next = 1;
        bool hasName = at.Words.Count > 1 && !(nameIsOptional && at.Words[1].Text == "from" && at.Words.Count == 3);
        if (hasName)
        {
            string name = at.Words[1].Text;
            int bad = Names.FirstInvalid(name);
            if (bad >= 0)
            {
                context.Diagnostics.Error(at, 1, Names.Issue(name, bad));
                return false;
            }

            head = head with { Name = name };
            next = 2;
        }
        else if (!nameIsOptional)
        {
            context.Diagnostics.ErrorAtEnd(at, $"'{section}' needs a name", $"write it as: {section} NAME");
            return false;
        }

        return next >= at.Words.Count || TryReadFrom(at, next, context, ref head);
    }

    private static bool TryReadFrom(Statement at, int word, ReadContext context, ref SectionHead head)
    {
        string text = at.Words[word].Text;
        string section = at.Words[0].Text;
        if (text != "from")
        {
            bool looksLikeAddress = section is "listen" or "frontend" && text.Contains(':');
            context.Diagnostics.Error(at, word, $"unexpected '{text}' behind the name", looksLikeAddress ? $"write the address on a line of its own: bind {text}" : $"write it as: {section} NAME [from DEFAULTS]");
            return false;
        }

        if (word + 1 >= at.Words.Count)
        {
            context.Diagnostics.ErrorAtEnd(at, "'from' needs the name of a defaults section");
            return false;
        }

        if (word + 2 < at.Words.Count)
        {
            context.Diagnostics.Error(at, word + 2, $"unexpected '{at.Words[word + 2].Text}' at the end of the line", "remove it");
            return false;
        }

        head = head with { FromWord = word + 1 };
        return true;
    }
}
