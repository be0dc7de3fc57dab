using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Stages.Actions;
using Engine.Stages.Statistics;

namespace Engine.Stages.Pages;

/// <summary>The statistics page of one proxy (CFG 4.2 stats): HTML, CSV, JSON, and changes where <c>stats admin</c> allows them.</summary>
internal sealed class StatisticsPage : RuleAction
{
    private static readonly byte[] ServiceName = "<STATS>"u8.ToArray();

    private readonly StatisticsPlan _plan;
    private readonly byte[] _prefix;
    private readonly PageUsers _users;
    private readonly AuthAction _challenge;

    private StatisticsPage(StatisticsPlan plan)
    {
        _plan = plan;
        _prefix = ByteText.ToBytes(plan.Config.Uri);
        _users = new PageUsers(plan.Config.Users);
        _challenge = AuthAction.Of(plan.Config.Realm);
    }

    internal static RuleAction Create(StatisticsPlan plan) => new StatisticsPage(plan);

    public override RuleVerdict Run(in SampleContext context)
    {
        ReadOnlySpan<byte> target = _prefix.Length > 0 && _prefix[0] == '/' ? context.Request.PathAndQuery : context.Request.Target;
        return target.StartsWith(_prefix) ? Serve(context, target) : RuleVerdict.Continue;
    }

    private RuleVerdict Serve(in SampleContext context, ReadOnlySpan<byte> target)
    {
        PageRequest request = PageRequest.Read(target[_prefix.Length..]);
        RuleVerdict access = _plan.Access.Run(context);
        if (access.Kind is not (RuleVerdictKind.Continue or RuleVerdictKind.Stop))
        {
            return access;
        }

        context.Scratch.Clear();
        if (access.Kind == RuleVerdictKind.Continue && !_users.IsEmpty && !_users.Admit(context))
        {
            return _challenge.Run(context);
        }

        context.Exchange.Service = ServiceName;
        bool isChange = context.Request.Method == HttpMethod.Post;
        if (!isChange && context.Request.Method != HttpMethod.Get && context.Request.Method != HttpMethod.Head)
        {
            return RuleVerdict.Answer(context.Exchange.Replies.ErrorPage(405), Termination.Local);
        }

        bool mayChange = _plan.AllowsChanges(context);
        context.Scratch.Clear();
        return isChange ? PageChange.Run(context, _plan, request, mayChange) : RuleVerdict.Answer(Page(context, request, mayChange), Termination.Local);
    }

    private StreamedReply Page(in SampleContext context, PageRequest request, bool mayChange)
    {
        ProxyEngine engine = context.Place.Engine;
        TextPage page = new();
        PageScope scope = new(_plan, request.Scope);
        StatOptions options = new()
        {
            Format = request.Format switch { PageFormat.Json => StatFormat.Json, PageFormat.Typed => StatFormat.Typed, _ => StatFormat.Csv },
            OnlyUp = request.OnlyUp,
            ShowsLegends = _plan.Config.ShowsLegends,
        };
        IEnumerator<Slice> steps = request.Format == PageFormat.Html
            ? new HtmlPage(engine, page, _plan, request) { MayChange = mayChange, Scope = scope }.Write()
            : StatListing.Write(engine, page, options, scope.Shows);
        string type = request.Format switch
        {
            PageFormat.Html => "text/html; charset=utf-8",
            PageFormat.Json => "application/json",
            _ => "text/plain",
        };
        return StreamedHead.Reply(context, type, page, steps);
    }
}
