using Engine.Config.Text;
using Engine.Proxy.Caching;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request cache-use NAME</c> and <c>http-response cache-store NAME</c> (CFG 6.2.2). Both go on with the next rule.</summary>
internal sealed class CacheAction : RuleAction
{
    private readonly CacheShared _cache;
    private readonly bool _stores;

    private CacheAction(CacheShared cache, bool stores) => (_cache, _stores) = (cache, stores);

    internal static RuleAction? CreateUse(RuleArguments arguments) => Create(arguments, stores: false);

    internal static RuleAction? CreateStore(RuleArguments arguments) => Create(arguments, stores: true);

    public override RuleVerdict Run(in SampleContext context)
    {
        ExchangeCache cache = context.Exchange.UseCache();
        if (_stores)
        {
            cache.Store(_cache, context);
        }
        else
        {
            cache.Use(_cache, context);
        }

        return RuleVerdict.Continue;
    }

    private static CacheAction? Create(RuleArguments arguments, bool stores)
    {
        string name = arguments.Value(arguments.Action);
        if (arguments.Failed)
        {
            return null;
        }

        if (!arguments.Compiler.Names.Caches.TryGetValue(name, out CacheShared? cache))
        {
            arguments.Reject($"there is no cache '{name}'", Suggest.Fix(name, [.. arguments.Compiler.Names.Caches.Keys]) ?? $"declare it: cache {name}");
            return null;
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new CacheAction(cache, stores);
    }
}
