using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Follows the sections of all files: which one a statement stands in, what it builds, what it copies from defaults.</summary>
internal sealed class SectionReader(ReadContext context)
{
    private static readonly SectionPlace GlobalPlace = new(SectionSet.Global, "the global section", static word => Tables.ProxyHas(word) ? "a frontend, backend, listen or defaults section" : null);

    private readonly DefaultsList _defaults = new(context);
    private ProxyBuilder? _proxy;
    private SectionPlace? _place;
    private UserListBuilder? _userList;
    private HttpErrorsBuilder? _httpErrors;
    private ResolversConfig? _resolvers;
    private RingConfig? _ring;
    private CacheConfig? _cache;
    private MailersConfig? _mailers;
    private CrtStoreConfig? _crtStore;
    private LogProfileConfig? _logProfile;
    private PeersBuilder? _peers;
    private readonly List<RingConfig> _rings = [];
    private State _state = State.Outside;

    private enum State : byte { Outside, InGlobal, InProxy, InRing, InUserList, InHttpErrors, InPeers, InResolvers, InCache, InMailers, InCrtStore, InLogProfile, Skipped }

    public GlobalBuilder Global { get; } = new(new GlobalConfig());

    /// <summary>frontend, backend and listen sections in order of declaration.</summary>
    public List<ProxyBuilder> Proxies { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<UserListConfig> UserLists { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<PeersBuilder> Peers { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<HttpErrorsConfig> HttpErrors { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<ResolversConfig> Resolvers { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<CacheConfig> Caches { get; } = [];

    /// <summary>In order of declaration.</summary>
    public List<MailersConfig> Mailers { get; } = [];

    /// <summary>True when settings of some section are not known because its first line was faulty.</summary>
    public bool HasBrokenSections { get; private set; }

    public void Read(Statement at)
    {
        if (TryBegin(at, at.Words[0].Text))
        {
            return;
        }

        switch (_state)
        {
            case State.InGlobal:
                KeywordReader.Read(Tables.Global, Global, at, GlobalPlace, context);
                break;
            case State.InProxy:
                ReadInProxy(at);
                break;
            case State.InRing:
                KeywordReader.Read(RingKeywords.Table, _ring!, at, new SectionPlace(SectionSet.Ring, $"ring '{_ring!.Name}'", static _ => null), context);
                break;
            case State.InUserList:
                KeywordReader.Read(UserListBuilder.Table, _userList!, at, _place!, context);
                break;
            case State.InHttpErrors:
                KeywordReader.Read(HttpErrorsBuilder.Table, _httpErrors!, at, _place!, context);
                break;
            case State.InResolvers:
                KeywordReader.Read(ResolversKeywords.Table, _resolvers!, at, new SectionPlace(SectionSet.Resolvers, $"resolvers '{_resolvers!.Name}'", static _ => null), context);
                break;
            case State.InCache:
                int errors = context.Diagnostics.Errors;
                KeywordReader.Read(CacheKeywords.Table, _cache!, at, new SectionPlace(SectionSet.Cache, $"cache '{_cache!.Name}'", static _ => null), context);
                _cache.HasFaultyLines |= context.Diagnostics.Errors > errors;
                break;
            case State.InMailers:
                KeywordReader.Read(MailKeywords.Table, _mailers!, at, new SectionPlace(SectionSet.Mailers, $"mailers '{_mailers!.Name}'", static _ => null), context);
                break;
            case State.InCrtStore:
                KeywordReader.Read(CrtStoreKeywords.Table, _crtStore!, at, _place!, context);
                break;
            case State.InLogProfile:
                KeywordReader.Read(LogProfileKeywords.Table, _logProfile!, at, _place!, context);
                break;
            case State.InPeers:
                KeywordReader.Read(PeersKeywords.Table, _peers!, at, _place!, context);
                break;
            case State.Outside:
                context.Diagnostics.Error(at, 0, $"'{at.Words[0].Text}' stands outside of any section", FixOutside(at.Words[0].Text));
                break;
        }
    }

    /// <summary>Called at the end of each file: sections do not reach over it.</summary>
    public void EndFile()
    {
        EndSection();
        _state = State.Outside;
    }

    public void Finish()
    {
        EndSection();
        Global.Config.Rings = _rings;
        Global.Finish();
    }

    private void ReadInProxy(Statement at)
    {
        // A misspelled section line would make every line behind it an error of the section before.
        if (at.Words[0].Column == 1 && at.Words.Count > 1 && NearSection(at) is { } near)
        {
            context.Diagnostics.Error(at, 0, $"unknown keyword '{at.Words[0].Text}'", Suggest.DidYouMean(near));
            TryBegin(at, near);
            return;
        }

        KeywordReader.Read(Tables.Proxy, _proxy!, at, _place!, context);
    }

    private static string? NearSection(Statement at)
    {
        string word = at.Words[0].Text;
        bool isKeyword = Tables.ProxyHas(word) || word is "no" or "default";
        return isKeyword ? null : Suggest.Nearest(word, [.. Tables.Proxy.Names, .. SectionNames.All]) is { } near && IsSection(near) ? near : null;
    }

    private static bool IsSection(string word) => word is "global" or "defaults" or "frontend" or "backend" or "listen" or "ring" or "userlist" or "http-errors" or "peers" or "resolvers" or "cache" or "mailers" or "crt-store" or "log-profile" or "program" || ((HashSet<string>)SectionNames.KnownOnly).Contains(word);

    /// <summary>Begins a section when the word is one of those that do.</summary>
    private bool TryBegin(Statement at, string word)
    {
        if (!IsSection(word))
        {
            return false;
        }

        EndSection();
        context.Reader.CurrentSection = at.Words.Count > 1 ? at.Words[1].Text : word;
        switch (word)
        {
            case "global":
                _state = State.InGlobal;
                CheckNoName(at);
                break;
            case "defaults" or "frontend" or "backend" or "listen":
                BeginProxy(at, word);
                break;
            case "ring":
                BeginRing(at);
                break;
            case "resolvers":
                BeginResolvers(at);
                break;
            case "cache":
                BeginCache(at);
                break;
            case "mailers":
                BeginMailers(at);
                break;
            case "crt-store":
                BeginCrtStore(at);
                break;
            case "log-profile":
                BeginLogProfile(at);
                break;
            case "peers":
                BeginPeers(at);
                break;
            case "userlist" or "http-errors":
                BeginNamed(at, word);
                break;
            case "program":
                _state = State.Skipped;
                context.Diagnostics.Error(at, 0, "'program' is no longer part of the language", "let the service manager start other programs");
                break;
            default:
                _state = State.Skipped;
                context.NotSupported(at, 0, $"the section '{word}'");
                break;
        }

        return true;
    }

    private void BeginPeers(Statement at)
    {
        HasBrokenSections |= !SectionHead.TryRead(at, nameIsOptional: false, context, out SectionHead head);
        if (head.Name.Length > 0 && Peers.Exists(other => other.Peers.Name == head.Name))
        {
            context.Diagnostics.Error(at, 1, $"there is another peers section named '{head.Name}'", "rename one of them");
        }

        _peers = new PeersBuilder(new PeersConfig { Where = at, Name = head.Name });
        _state = State.InPeers;
        _place = new SectionPlace(SectionSet.Peers, $"peers '{head.Name}'", static _ => null);
        Peers.Add(_peers);
    }

    private void BeginRing(Statement at)
    {
        bool valid = SectionHead.TryRead(at, nameIsOptional: false, context, out SectionHead head);
        _ring = new RingConfig { Where = at, Name = head.Name };
        _state = State.InRing;
        if (valid && _rings.Exists(other => other.Name == head.Name))
        {
            context.Diagnostics.Error(at, 1, $"ring '{head.Name}' is declared twice", "rename one of them");
        }

        _rings.Add(_ring);
    }

    private void BeginResolvers(Statement at)
    {
        string name = ReadUniqueName(at, known => Resolvers.Find(other => other.Name == known)?.Where);
        _resolvers = new ResolversConfig { Where = at, Name = name };
        _state = State.InResolvers;
        Resolvers.Add(_resolvers);
    }

    private void BeginCache(Statement at)
    {
        string name = ReadUniqueName(at, known => Caches.Find(other => other.Name == known)?.Where);
        _cache = new CacheConfig { Where = at, Name = name };
        _state = State.InCache;
        Caches.Add(_cache);
    }

    private void BeginMailers(Statement at)
    {
        string name = ReadUniqueName(at, known => Mailers.Find(other => other.Name == known)?.Where);
        _mailers = new MailersConfig { Where = at, Name = name };
        _state = State.InMailers;
        Mailers.Add(_mailers);
    }

    /// <summary>The name on the first line of a section, which no other section of its kind may have.</summary>
    /// <param name="twinOf">The line of the section that has a name already; null without.</param>
    private string ReadUniqueName(Statement at, Func<string, Statement?> twinOf)
    {
        bool valid = SectionHead.TryRead(at, nameIsOptional: false, context, out SectionHead head);
        HasBrokenSections |= !valid;
        if (valid && twinOf(head.Name) is { } twin)
        {
            context.Diagnostics.Error(at, 1, $"{at.Words[0].Text} '{head.Name}' is declared twice", $"line {twin.Line} has the same name: rename one of them");
        }

        return head.Name;
    }

    /// <summary>A section goes on with the certificates of the one of that name before it, but not with its directories.</summary>
    private void BeginCrtStore(Statement at)
    {
        HasBrokenSections |= !SectionHead.TryRead(at, nameIsOptional: true, context, out SectionHead head);
        GlobalTlsConfig tls = Global.Config.Tls;
        _crtStore = null;
        foreach (CrtStoreConfig known in tls.Stores)
        {
            _crtStore = known.Name == head.Name ? known : _crtStore;
        }

        if (_crtStore is null)
        {
            tls.Stores = [.. tls.Stores, _crtStore = new CrtStoreConfig { Name = head.Name }];
        }

        _crtStore.CrtBase = _crtStore.KeyBase = null;
        _state = State.InCrtStore;
        _place = new SectionPlace(SectionSet.CrtStore, head.Name.Length == 0 ? "the crt-store section" : $"crt-store '{head.Name}'", static _ => null);
    }

    private void BeginLogProfile(Statement at)
    {
        string name = ReadUniqueName(at, FindLogProfile);
        _logProfile = new LogProfileConfig { Where = at, Name = name };
        _state = State.InLogProfile;
        _place = new SectionPlace(SectionSet.LogProfile, $"log-profile '{name}'", static _ => null);
        Global.Config.LogProfiles = [.. Global.Config.LogProfiles, _logProfile];
    }

    private Statement? FindLogProfile(string name)
    {
        foreach (LogProfileConfig known in Global.Config.LogProfiles)
        {
            if (known.Name == name)
            {
                return known.Where;
            }
        }

        return null;
    }

    /// <summary>A section that has nothing but its name on its first line.</summary>
    private void BeginNamed(Statement at, string word)
    {
        HasBrokenSections |= !SectionHead.TryRead(at, nameIsOptional: false, context, out SectionHead head);
        bool isUserList = word == "userlist";
        bool isKnown = isUserList ? UserLists.Exists(list => list.Name == head.Name) : HttpErrors.Exists(section => section.Name == head.Name);
        if (head.Name.Length > 0 && isKnown)
        {
            context.Diagnostics.Error(at, 1, $"there is another {word} section named '{head.Name}'", "rename one of them");
        }

        _state = isUserList ? State.InUserList : State.InHttpErrors;
        _place = new SectionPlace(isUserList ? SectionSet.UserList : SectionSet.HttpErrors, $"{word} '{head.Name}'", static _ => null);
        _userList = isUserList ? new UserListBuilder(at, head.Name, context.Diagnostics) : null;
        _httpErrors = isUserList ? null : new HttpErrorsBuilder(at, head.Name);
    }

    private void CheckNoName(Statement at)
    {
        if (at.Words.Count > 1)
        {
            context.Diagnostics.Error(at, 1, $"'global' takes no name, but '{at.Words[1].Text}' follows", "remove it");
        }
    }

    private void BeginProxy(Statement at, string word)
    {
        // What follows is read even if this line is faulty, so that its own faults are found in the same run.
        _state = State.InProxy;
        bool isDefaults = word == "defaults";
        if (!SectionHead.TryRead(at, isDefaults, context, out SectionHead head))
        {
            HasBrokenSections = true;
        }

        SectionSet kind = word switch
        {
            "defaults" => head.Name.Length > 0 ? SectionSet.Defaults | SectionSet.NamedDefaults : SectionSet.Defaults,
            "frontend" => SectionSet.Frontend,
            "backend" => SectionSet.Backend,
            _ => SectionSet.Listen,
        };
        ProxyKind proxyKind = kind == SectionSet.Frontend ? ProxyKind.Frontend : kind == SectionSet.Backend ? ProxyKind.Backend : ProxyKind.Listen;
        var config = new ProxyConfig { Kind = proxyKind, Name = head.Name, Where = at };
        ProxyBuilder? origin = head.FromWord > 0 ? _defaults.Find(at, head.FromWord) : isDefaults ? null : _defaults.Last;
        _proxy = new ProxyBuilder(config, kind, context) { Defaults = origin };
        _place = new SectionPlace(kind, _proxy.Title, static first => Tables.Global.Get(first) is not null ? "the global section" : null);
        if (origin is not null)
        {
            DefaultsInheritance.Copy(origin, _proxy);
            _defaults.NoteUse(origin, _proxy, Math.Max(head.FromWord, 0));
        }
    }

    private void EndSection()
    {
        if (_userList is not null)
        {
            UserLists.Add(_userList.Build());
            _userList = null;
        }

        if (_httpErrors is not null)
        {
            HttpErrors.Add(_httpErrors.Build());
            _httpErrors = null;
        }

        if (_proxy is null)
        {
            return;
        }

        _proxy.Finish();
        if (_proxy.Defaults is { } origin)
        {
            DefaultsInheritance.CopyRules(origin, _proxy.Proxy);
        }

        if (_proxy.IsDefaults)
        {
            _defaults.Add(_proxy);
        }
        else if (_proxy.Proxy.Name.Length > 0)
        {
            Proxies.Add(_proxy);
        }

        _proxy = null;
    }

    private static string FixOutside(string word)
    {
        string? near = Suggest.Nearest(word, SectionNames.All);
        return near is null ? "begin with a section, such as 'global', 'defaults' or 'frontend NAME'" : Suggest.DidYouMean(near);
    }
}
