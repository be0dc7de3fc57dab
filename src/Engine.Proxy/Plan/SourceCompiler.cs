using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>Compiles <c>source</c> lines and options.</summary>
internal static class SourceCompiler
{
    /// <param name="resolve">Makes an endpoint of an address, and reports what is wrong with it.</param>
    internal static SourcePlan? Compile(SourceConfig? source, System.Func<AddressConfig, SocketEndpoint?> resolve)
    {
        if (source is null)
        {
            return null;
        }

        AddressConfig bound = source.UseSource?.Address ?? source.Address;
        bool isAny = bound.Host is "" or "*" or "0.0.0.0" && bound.FirstPort == 0;
        if (isAny && source.UseSource is null)
        {
            return null;
        }

        return new SourcePlan
        {
            Address = isAny ? null : resolve(bound),
            Ports = bound.FirstPort < bound.LastPort ? new SourcePortsShared(bound.FirstPort, bound.LastPort) : null,
            Use = source.UseSource?.Kind,
        };
    }

    /// <summary>What depends on requests; later, since expressions may name anything.</summary>
    internal static void CompileHeaders(ProxyConfig proxy, IReadOnlyList<ServerConfig> written, ServerCompiler servers, ExpressionCompiler expressions)
    {
        foreach (ServerConfig server in written)
        {
            if ((server.Source ?? proxy.Source)?.UseSource is { Kind: UseSourceKind.Header } use && servers.PlanOf(server)?.Source is { } plan)
            {
                Word[] words = [.. use.Where.Words];
                words[use.Word] = words[use.Word] with { Text = "req." + words[use.Word].Text };
                plan.Header = expressions.Sample(use.Where with { Words = words }, use.Word, RulePoints.UseServer);
            }
        }
    }
}
