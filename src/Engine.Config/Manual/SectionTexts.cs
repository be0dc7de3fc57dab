using System.Collections.Generic;
using Engine.Config.Keywords;

namespace Engine.Config.Manual;

/// <summary>Sets of sections, for people.</summary>
internal static class SectionTexts
{
    private static readonly (SectionSet Section, string Name, string Head)[] Sections =
    [
        (SectionSet.Global, "global", "global"),
        (SectionSet.Defaults, "defaults", "defaults"),
        (SectionSet.Frontend, "frontend", "frontend web"),
        (SectionSet.Listen, "listen", "listen app"),
        (SectionSet.Backend, "backend", "backend app"),
        (SectionSet.Ring, "ring", "ring logs"),
        (SectionSet.UserList, "userlist", "userlist staff"),
        (SectionSet.HttpErrors, "http-errors", "http-errors pages"),
        (SectionSet.Peers, "peers", "peers cluster"),
        (SectionSet.Resolvers, "resolvers", "resolvers dns"),
        (SectionSet.Cache, "cache", "cache assets"),
        (SectionSet.Mailers, "mailers", "mailers alerts"),
        (SectionSet.CrtStore, "crt-store", "crt-store web"),
        (SectionSet.LogProfile, "log-profile", "log-profile short"),
    ];

    /// <summary>"defaults, frontend, listen"; a defaults section that needs a name is said to.</summary>
    public static string Of(SectionSet sections)
    {
        var names = new List<string>();
        bool named = (sections & SectionSet.NamedDefaults) != 0 && (sections & SectionSet.Defaults) == 0;
        if (named)
        {
            names.Add("defaults with a name");
        }

        foreach ((SectionSet section, string name, _) in Sections)
        {
            if ((sections & section) != 0)
            {
                names.Add(name);
            }
        }

        return string.Join(", ", names);
    }

    /// <summary>The first line of a section in which it may stand: one that runs rather than defaults.</summary>
    public static string HeadOf(SectionSet sections)
    {
        string head = "defaults";
        foreach ((SectionSet section, _, string text) in Sections)
        {
            if ((sections & section) != 0)
            {
                head = text;
                if (section != SectionSet.Defaults)
                {
                    break;
                }
            }
        }

        return head;
    }
}
