using System.Collections.Generic;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The statistics page (CFG 4.2 stats): any line but <c>stats hide-version</c>'s kin switches it on.</summary>
internal static class StatisticsKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Running = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("stats enable", Both, Grammar.None, "Shows the statistics page.", static (p, c) => StatisticsLines.Of(p, c)),
        Row.Built("stats uri", Both, Grammar.Of(Argument.Text("PREFIX")), "Where the statistics page is (/haproxy?stats unless written).", static (p, c) => StatisticsLines.Of(p, c).Uri = c.Text()),
        Row.Built("stats realm", Both, Grammar.Of(Argument.Text("REALM")), "What a browser says the password is for.", static (p, c) => StatisticsLines.Of(p, c).Realm = c.Text()),
        Row.Built("stats auth", Both, Grammar.Of(Argument.Text("USER:PASSWORD")), "A user who may see the statistics page.", StatisticsLines.BuildAuth),
        Row.Built("stats refresh", Both, Grammar.Of(Argument.Time(TimeUnit.Seconds)), "How often the page asks for new figures.", StatisticsLines.BuildRefresh),
        Row.Built("stats scope", Both, Grammar.Of(Argument.Text("NAME")), "A proxy that the page shows; '.' is this one. All unless written.", static (p, c) => StatisticsLines.Of(p, c).Scope.Add(c.Text())),
        Row.Built("stats hide-version", Both, Grammar.None, "Does not show the version on the page (so unless 'show-version' is written).", static (p, c) => StatisticsLines.Of(p, c).ShowsVersion = false),
        Row.Built("stats show-version", Both, Grammar.None, "Shows the version on the page.", static (p, c) => StatisticsLines.Of(p, c).ShowsVersion = true),
        Row.Built("stats show-legends", Both, Grammar.None, "Shows more about each proxy on the page: addresses, ids, algorithms.", static (p, c) => StatisticsLines.Of(p, c).ShowsLegends = true),
        Row.Built("stats show-modules", Both, Grammar.None, "Shows further figures on the page.", static (p, c) => StatisticsLines.Of(p, c).ShowsModules = true),
        Row.Built("stats show-node", Both, Grammar.Of(Argument.Text("NAME").OrNone()), "Shows the name of this machine on the page.", static (p, c) => StatisticsLines.Of(p, c).Node = c.Values.Count > 0 ? c.Text() : ""),
        Row.Built("stats show-desc", Both, Grammar.Of(Argument.Text("TEXT").Repeated().OrNone()), "Shows a description on the page.", static (p, c) => StatisticsLines.Of(p, c).Description = string.Join(' ', c.FindAll("TEXT"))),
        Row.Built("stats admin", Running, Grammar.Free, "Allows changes on the page while a condition holds.", StatisticsLines.BuildAdmin),
        Row.Built("stats http-request", Running, Grammar.Free, "Rules for access to the page: allow, deny, auth.", StatisticsLines.BuildRule),
    ];
}
