using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>The defaults sections read so far, and who copies from those that hold rules.</summary>
internal sealed class DefaultsList(ReadContext context)
{
    private readonly List<ProxyBuilder> _all = [];
    private readonly Dictionary<ProxyBuilder, ProxyBuilder> _users = [];

    /// <summary>What sections copy that name no defaults; null before the first.</summary>
    public ProxyBuilder? Last => _all.Count == 0 ? null : _all[^1];

    public void Add(ProxyBuilder defaults) => _all.Add(defaults);

    /// <summary>The section named behind <c>from</c>; null when an error was reported.</summary>
    public ProxyBuilder? Find(Statement at, int word)
    {
        string name = at.Words[word].Text;
        ProxyBuilder? found = null;
        var names = new List<string>();
        foreach (ProxyBuilder defaults in _all)
        {
            names.Add(defaults.Proxy.Name);
            if (defaults.Proxy.Name != name)
            {
                continue;
            }

            if (found is not null)
            {
                context.Diagnostics.Error(at, word, $"two defaults sections are called '{name}': on lines {found.Proxy.Where.Line} and {defaults.Proxy.Where.Line}", "rename one of them");
                return found;
            }

            found = defaults;
        }

        if (found is null)
        {
            context.Diagnostics.Error(at, word, $"no defaults section above is called '{name}'", Suggest.Fix(name, names) ?? $"declare it above: defaults {name}");
        }

        return found;
    }

    /// <summary>Defaults with rules serve frontends or backends, not both, and no listen section (CFG 4).</summary>
    /// <param name="word">The word of the user's section line to point at.</param>
    public void NoteUse(ProxyBuilder defaults, ProxyBuilder user, int word)
    {
        if (defaults.Proxy.Rules.Count == 0 || user.IsDefaults)
        {
            return;
        }

        Statement at = user.Proxy.Where;
        if (user.Kind == SectionSet.Listen)
        {
            context.Diagnostics.Error(at, word, $"a listen section cannot copy from {defaults.Title}, which holds rules", "split it into a frontend and a backend, or move the rules");
            return;
        }

        if (_users.TryGetValue(defaults, out ProxyBuilder? other) && other.Kind != user.Kind)
        {
            context.Diagnostics.Error(at, word, $"{defaults.Title} holds rules and is already used by {other.Title} (line {other.Proxy.Where.Line}), so no {SectionNames.Of(user.Kind)} can use it", "declare one defaults section for frontends and one for backends");
            return;
        }

        _users.TryAdd(defaults, user);
    }
}
